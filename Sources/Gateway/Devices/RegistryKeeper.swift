import Devices
import Dispatch
import Foundation
import Logging
import Store
import Synchronization
import VendorCodecs

/// Watches the registry and the model files, and leaves a new device directory and news of things' hardware for the loop
/// within a second of a change.
///
/// It builds on a thread of its own; while the new state is invalid, the old one stays. A model file that is not valid keeps
/// the models as they were, and nothing else.
final class RegistryKeeper: Sendable {
    private static let interval: DispatchTimeInterval = .milliseconds(500)
    private static let askersPatience: DispatchTimeInterval = .seconds(5)

    private let configuration: GatewayConfiguration
    private let registry: ThingRegistry
    private let codecs: CodecPool
    private let mailbox: Mailbox
    private let reporter: StatusReporter
    private let logger: Logger
    private let isStopped = Mutex(false)
    private let askers = Mutex<[DispatchSemaphore]>([])
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    private struct Version: Equatable {
        let registry: ChangeStamp
        let models: [String: Date]
    }

    /// What the loop has.
    private struct Loaded {
        var version: Version
        var catalogue: ModelCatalogue
        var directory: DeviceDirectory
        /// The codecs that the directory was made with.
        var codecs: [InstalledCodec]
        /// The last replacement that the loop was told of.
        var told: Int64
        /// Why the models are those of before.
        var modelFault: String?
        /// The fault that was said last, and still is one.
        var saidFault: String?
    }

    private init(
        _ configuration: GatewayConfiguration,
        registry: ThingRegistry,
        codecs: CodecPool,
        mailbox: Mailbox,
        reporter: StatusReporter,
        logger: Logger
    ) {
        self.configuration = configuration
        self.codecs = codecs
        self.registry = registry
        self.mailbox = mailbox
        self.reporter = reporter
        self.logger = logger
    }

    /// Loads the devices and starts watching.
    static func start(
        _ configuration: GatewayConfiguration,
        codecs: CodecPool,
        told: Int64,
        mailbox: Mailbox,
        reporter: StatusReporter,
        logger: Logger
    ) throws(GatewayError) -> (RegistryKeeper, DeviceDirectory) {
        let registry: ThingRegistry
        do throws(StoreError) {
            let author = Author("gateway run") { SystemClock().now().wall }
            registry = try ThingRegistry(path: configuration.gateway.stateDirectory + "/registry.db", author: author)
        } catch {
            throw .store(error)
        }
        let keeper = RegistryKeeper(
            configuration,
            registry: registry,
            codecs: codecs,
            mailbox: mailbox,
            reporter: reporter,
            logger: logger
        )
        let version = try keeper.version()
        let catalogue: ModelCatalogue
        do throws(ConfigurationError) { catalogue = try configuration.catalogue() } catch {
            throw .configuration(error)
        }
        let (directory, codecs) = try keeper.load(catalogue)
        logger.info("loaded the registry", metadata: ["things": "\(directory.count)"])
        let followed = try keeper.firstFollowed(told)
        let loaded = Handover(
            Loaded(version: version, catalogue: catalogue, directory: directory, codecs: codecs, told: followed)
        )
        let thread = Thread { keeper.watch(loaded) }
        thread.name = "registry"
        thread.start()
        return (keeper, directory)
    }

    func stop() {
        isStopped.withLock { $0 = true }
        wake.signal()
        ended.wait()
    }

    /// Where the replacements go on that the operations center is told of; a registry that was begun anew begins anew.
    private func firstFollowed(_ told: Int64) throws(GatewayError) -> Int64 {
        do throws(StoreError) { return min(told, try registry.lastReplacement()) } catch { throw .store(error) }
    }

    /// Leaves the next replacements of hardware for the loop.
    ///
    /// - Returns: the last one that was left.
    private func leaveNews(after told: Int64) throws(GatewayError) -> Int64 {
        do throws(StoreError) {
            let replacements = try registry.replacements(after: told, limit: Settlement.announcementsMax)
            guard let last = replacements.last else { return told }
            var news: [HardwareNews] = []
            for replacement in replacements {
                let thing = try registry.find(thing: replacement.thing)
                let topic = thing.map { DeviceDirectory.topic(of: $0, configuration.uplink.prefix) } ?? ""
                news.append(HardwareNews(replacement: replacement, thing: thing, topic: topic))
            }
            return mailbox.leave(news) ? last.sequence : told
        } catch {
            throw .store(error)
        }
    }

    /// Takes over what was changed until now; it is left for the loop when this returns, unless it takes very long.
    func lookNow() {
        let hasLooked = DispatchSemaphore(value: 0)
        askers.withLock { $0.append(hasLooked) }
        wake.signal()
        _ = hasLooked.wait(timeout: .now() + RegistryKeeper.askersPatience)
    }

    private func watch(_ first: Handover<Loaded>) {
        var loaded = first.take()
        look(&loaded)
        while true {
            _ = wake.wait(timeout: .now() + RegistryKeeper.interval)
            if isStopped.withLock({ $0 }) { break }
            mailbox.retired.freeOld()
            let asking = askers.withLock { askers in
                defer { askers = [] }
                return askers
            }
            look(&loaded)
            for asker in asking { asker.signal() }
        }
        do throws(StoreError) {
            try registry.close()
        } catch {
            logger.warning("closing the registry failed", metadata: ["error": "\(error)"])
        }
        ended.signal()
    }

    /// Leaves for the loop what was changed.
    private func look(_ loaded: inout Loaded) {
        do throws(GatewayError) {
            loaded.told = try leaveNews(after: loaded.told)
            let current = try version()
            if current != loaded.version {
                let areModelsSame = current.models == loaded.version.models
                if !areModelsSame { takeModels(&loaded) }
                let (next, codecs) = try load(loaded.catalogue, after: loaded, areModelsSame: areModelsSame)
                mailbox.leave(next, DirectoryChanges(from: loaded.directory, to: next))
                loaded.directory = next
                loaded.codecs = codecs
                loaded.version = current
            }
            say(loaded.modelFault, &loaded)
        } catch {
            say("\(error)", &loaded)
        }
    }

    /// Takes the models over, or notes why they stay as they are.
    private func takeModels(_ loaded: inout Loaded) {
        do throws(ConfigurationError) {
            loaded.catalogue = try configuration.catalogue()
            loaded.modelFault = nil
        } catch {
            loaded.modelFault = "\(GatewayError.configuration(error))"
        }
    }

    /// Says a fault once, and its end.
    private func say(_ fault: String?, _ loaded: inout Loaded) {
        guard fault != loaded.saidFault else { return }
        loaded.saidFault = fault
        reporter.update { $0.registryFault = fault }
        guard let fault else {
            return logger.notice("the registry and the model files can be loaded again")
        }
        logger.error(
            "the registry or a model file cannot be loaded; its last state stays",
            metadata: ["error": "\(fault)"]
        )
    }

    /// Reads the registry anew; what is as it was is shared with what is loaded.
    private func load(
        _ catalogue: ModelCatalogue,
        after known: Loaded? = nil,
        areModelsSame: Bool = false
    ) throws(GatewayError) -> (DeviceDirectory, [InstalledCodec]) {
        do throws(StoreError) {
            let snapshot = try registry.snapshot { known?.directory[$0]?.thing }
            let shelf = CodecShelf(snapshot.codecs, beside: catalogue, pool: codecs)
            for fault in shelf.faults { logger.warning("a codec was left out", metadata: ["fault": "\(fault)"]) }
            let isReadTheSame = areModelsSame && known?.codecs == snapshot.codecs
            let directory = DeviceDirectory(
                things: snapshot.things,
                keys: snapshot.keys,
                replacements: snapshot.replacements,
                catalogue: catalogue,
                shelf: shelf,
                prefix: configuration.uplink.prefix,
                sharing: isReadTheSame ? known?.directory : nil
            )
            return (directory, snapshot.codecs)
        } catch {
            throw .store(error)
        }
    }

    private func version() throws(GatewayError) -> Version {
        do throws(StoreError) {
            return Version(registry: try registry.changeStamp(), models: modelFiles())
        } catch {
            throw .store(error)
        }
    }

    /// The model files with their times of change.
    private func modelFiles() -> [String: Date] {
        guard let directory = configuration.devices.modelsDirectory else { return [:] }
        let keys: [URLResourceKey] = [.contentModificationDateKey]
        let listing = FileManager.default.enumerator(at: URL(filePath: directory), includingPropertiesForKeys: keys)
        var files: [String: Date] = [:]
        while let file = listing?.nextObject() as? URL {
            guard file.pathExtension == "toml" else { continue }
            let values = try? file.resourceValues(forKeys: Set(keys))
            files[file.path(percentEncoded: false)] = values?.contentModificationDate ?? .distantPast
        }
        return files
    }
}
