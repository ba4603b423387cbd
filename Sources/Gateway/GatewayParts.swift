import Foundation
import Logging
import MQTT
import Observations
import Store
import VendorCodecs

/// Everything a running gateway is made of, opened in the order in which it depends on one another.
struct GatewayParts: Sendable {
    private let configuration: GatewayConfiguration
    private let logger: Logger
    private let lock: StateLock
    private let store: BufferStore
    private let mailbox: Mailbox
    private let storeThread: StoreThread
    private let codecThread: CodecThread
    private let healthKeeper: HealthKeeper
    private let registryKeeper: RegistryKeeper
    private let controlServer: ControlServer
    private let reporter: StatusReporter
    private let feed: LiveFeed
    private let machineWatch: MachineWatch
    private let notifier: ServiceNotifier
    /// What the loop begins with.
    private let intake: Handover<Intake>

    init(configuration: GatewayConfiguration, logger: Logger) throws(GatewayError) {
        HeapMemory.prepare()
        self.configuration = configuration
        self.logger = logger
        let state = configuration.gateway.stateDirectory
        let now = SystemClock().now()
        do throws(StoreError) {
            lock = try StateLock(directory: state)
            let path = state + "/buffer.db"
            store = try BufferStore(path: path, limits: configuration.storeLimits, now: now.wall)
        } catch {
            throw .store(error)
        }
        GatewayParts.log(store.openingReport, to: logger)
        do throws(MQTTError) {
            mailbox = Mailbox(wakeUp: try WakeUp())
        } catch {
            throw .connection(error)
        }
        let status = GatewayStatus(
            gateway: configuration.gateway.id.string,
            processID: ProcessInfo.processInfo.processIdentifier,
            started: now.wall
        )
        reporter = StatusReporter(status: status, logger: logger)
        let codecs = CodecPool(workerPath: WorkerLocation.path(configured: configuration.devices.codecWorker))
        let directory: DeviceDirectory
        (registryKeeper, directory) = try GatewayParts.keeper(configuration, store, codecs, mailbox, reporter, logger)
        codecThread = CodecThread(pool: codecs, mailbox: mailbox)
        let healthFile = HealthFile(stateDirectory: state)
        let restored = GatewayParts.record(healthFile, logger)
        var health = HealthTable(timeZone: configuration.gateway.timeZone, restored: restored)
        health.follow(directory.all, at: now)
        intake = Handover(try GatewayParts.intake(configuration, store, directory, health))
        healthKeeper = HealthKeeper(file: healthFile, logger: logger)
        storeThread = StoreThread(store: store, mailbox: mailbox, logger: logger)
        feed = LiveFeed(mailbox: mailbox)
        let sources = ControlSources(reporter: reporter, mailbox: mailbox, feed: feed, registry: registryKeeper)
        controlServer = try ControlServer(stateDirectory: state, sources: sources, logger: logger)
        machineWatch = MachineWatch(configuration, reporter: reporter)
        notifier = ServiceNotifier(reporter: reporter)
        HeapMemory.giveBack()
    }

    /// Runs the loop on the calling thread until it ends.
    ///
    /// - Returns: why it could not go on, or nothing after a clean stop.
    func runLoop() -> GatewayError? {
        do throws(GatewayError) {
            let settings = try LoopSettings(configuration)
            let session = try fieldSession(settings)
            let loop = EventLoop(
                settings: settings,
                intake: intake.take(),
                session: session,
                store: store.summary,
                storeThread: storeThread,
                codecThread: codecThread,
                healthKeeper: healthKeeper,
                mailbox: mailbox,
                reporter: reporter,
                feed: feed,
                logger: logger
            )
            notifier.ready()
            do throws(MQTTError) { try loop.run() } catch { throw .connection(error) }
            return nil
        } catch {
            return error
        }
    }

    /// Asks the loop to stop; from any thread.
    func stop() {
        notifier.stopping()
        mailbox.leaveStop()
    }

    /// Ends the threads, after the loop has ended.
    func close() {
        controlServer.stop()
        machineWatch.stop()
        registryKeeper.stop()
        codecThread.stop()
        healthKeeper.stop()
        storeThread.stop()
        notifier.stop()
        withExtendedLifetime(lock) {}
    }

    private func fieldSession(_ settings: LoopSettings) throws(GatewayError) -> FieldSession {
        do {
            let wanted = settings.subscriptions.map(\.filter)
            return try FieldSession(stateDirectory: configuration.gateway.stateDirectory, wanted: wanted)
        } catch {
            throw .system("the file field-session in the state directory cannot be read: \(error); remove it")
        }
    }

    private static func intake(
        _ configuration: GatewayConfiguration,
        _ store: BufferStore,
        _ directory: DeviceDirectory,
        _ health: HealthTable
    ) throws(GatewayError) -> Intake {
        var intake = Intake(
            gateway: configuration.gateway.id,
            routes: configuration.field.routes,
            directory: directory,
            clock: GatewayClock(isSynchronised: SystemClock().isSynchronised(), builtAt: GatewayVersion.released),
            payloadBytesMax: Int(configuration.field.connection.maximumPacketSize.bytes),
            quarantinePerSender: configuration.quarantine.perDevice,
            health: health
        )
        intake.keepsRaw = configuration.outbox.rawMaximumAge > .zero
        do throws(StoreError) {
            intake.know(try store.births(), at: SystemClock().now())
        } catch {
            throw .store(error)
        }
        return intake
    }

    /// Opens the registry; on a full disk in the room that the store holds back, as only a running gateway drains.
    private static func keeper(
        _ configuration: GatewayConfiguration,
        _ store: BufferStore,
        _ codecs: CodecPool,
        _ mailbox: Mailbox,
        _ reporter: StatusReporter,
        _ logger: Logger
    ) throws(GatewayError) -> (RegistryKeeper, DeviceDirectory) {
        let told: Int64
        do throws(StoreError) { told = try store.mark(Announcement.mark) ?? 0 } catch { throw .store(error) }
        func start() throws(GatewayError) -> (RegistryKeeper, DeviceDirectory) {
            try RegistryKeeper.start(
                configuration,
                codecs: codecs,
                told: told,
                mailbox: mailbox,
                reporter: reporter,
                logger: logger
            )
        }
        do throws(GatewayError) {
            return try start()
        } catch {
            guard case .store(.diskFull) = error else { throw error }
            do throws(StoreError) {
                guard try store.giveUpReserve() else { throw .diskFull(path: store.path, reserveIsHeld: false) }
            } catch {
                throw .store(error)
            }
            logger.warning("the disk is full: the registry is opened in the room of the store's reserve")
            return try start()
        }
    }

    /// What the last run knew of the things' health: who cannot read it begins anew.
    private static func record(_ file: HealthFile, _ logger: Logger) -> HealthRecord {
        do throws(GatewayError) {
            return try file.read()
        } catch {
            logger.error("what was known of the things' health is lost", metadata: ["error": "\(error)"])
            return HealthRecord()
        }
    }

    private static func log(_ report: OpeningReport, to logger: Logger) {
        guard let salvage = report.salvage else { return }
        logger.error(
            "the store was damaged: it was moved aside and what could be read was saved",
            metadata: [
                "moved_to": "\(salvage.damagedPath)", "cause": "\(salvage.cause)",
                "saved": "\(salvage.salvagedReadings)", "unreadable": "\(salvage.unreadableReadings)",
            ]
        )
    }
}
