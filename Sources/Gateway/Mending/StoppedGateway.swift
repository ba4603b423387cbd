import Devices
import Observations
import Store
import VendorCodecs

/// A gateway that does not run: what can be done with kept messages all the same, as its state directory's only owner.
public struct StoppedGateway {
    private let configuration: GatewayConfiguration
    private let lock: StateLock
    private let store: BufferStore
    private let pool: CodecPool
    private let directory: DeviceDirectory
    private var settlement: Settlement

    /// Takes the state directory's lock, and opens what is in it.
    ///
    /// - Throws: `GatewayError`; `StoreError.locked` in it when a gateway runs.
    public init(_ configuration: GatewayConfiguration) throws(GatewayError) {
        self.configuration = configuration
        pool = CodecPool(workerPath: WorkerLocation.path(configured: configuration.devices.codecWorker))
        let settings = try LoopSettings(configuration)
        let catalogue: ModelCatalogue
        do throws(ConfigurationError) {
            catalogue = try configuration.catalogue()
        } catch {
            throw .configuration(error)
        }
        do throws(StoreError) {
            lock = try StateLock(directory: configuration.gateway.stateDirectory)
            let now = SystemClock().now().wall
            store = try BufferStore(path: configuration.bufferPath, limits: configuration.storeLimits, now: now)
            let author = Author("gateway") { SystemClock().now().wall }
            let snapshot = try ThingRegistry(path: configuration.registryPath, author: author).snapshot()
            directory = DeviceDirectory(
                things: snapshot.things,
                keys: snapshot.keys,
                replacements: snapshot.replacements,
                catalogue: catalogue,
                shelf: CodecShelf(snapshot.codecs, beside: catalogue, pool: pool),
                prefix: configuration.uplink.prefix
            )
        } catch {
            throw .store(error)
        }
        settlement = Settlement(limits: settings.limits, summary: store.summary)
    }

    /// Performs a task; its readings wait in the outbox for the next start.
    public mutating func perform(_ task: MendingTask) throws(GatewayError) -> MendingReport {
        let clock = GatewayClock(isSynchronised: SystemClock().isSynchronised(), builtAt: GatewayVersion.released)
        var intake = Intake(
            gateway: configuration.gateway.id,
            routes: configuration.field.routes,
            directory: directory,
            clock: clock,
            payloadBytesMax: Int(configuration.field.connection.maximumPacketSize.bytes)
        )
        do throws(StoreError) {
            intake.know(try store.births(), at: SystemClock().now())
        } catch {
            throw .store(error)
        }
        var mending = Mending(task, besides: intake, from: 0)
        var step = mending.first
        do throws(StoreError) {
            while true {
                let now = SystemClock().now()
                switch step {
                case .fetch(let source, let cursor, let last):
                    let kept = try source.slice(
                        in: store,
                        after: cursor,
                        through: last,
                        limit: Mending.sliceMessages,
                        bytes: Mending.sliceBytes
                    )
                    step = mending.fetched(kept, directory: directory, at: now)
                case .decode(let pending):
                    let answer = DecodeAnswer(batch: nil, pending: pending, by: pool, at: now.steady, within: 5_000)
                    step = mending.decoded(answer)
                case .inject(let injection): step = mending.injected(try store(injection, at: now))
                case .finish(let report):
                    try store.close()
                    return report
                }
            }
        } catch {
            throw .store(error)
        }
    }

    private mutating func store(_ injection: Injection, at now: Moment) throws(StoreError) -> Injection.Outcome {
        guard settlement.inject(injection) else { return .failed }
        while let action = settlement.nextAction(at: now) {
            guard case .commit(let transaction) = action else { continue }
            settlement.committed(transaction, try store.apply(transaction, now: now.wall), at: now)
        }
        return settlement.takeInjectionOutcomes().last?.outcome ?? .failed
    }
}
