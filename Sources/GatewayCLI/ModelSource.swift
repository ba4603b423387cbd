import Devices
import Gateway
import Observations
import Store
import VendorCodecs

/// The models that a command knows, and the words for a model that it does not.
struct ModelSource {
    let catalogue: ModelCatalogue
    /// The installed codecs among them.
    let shelf: CodecShelf

    init(catalogue: ModelCatalogue) {
        self.catalogue = catalogue
        shelf = CodecShelf()
    }

    /// The models that are built in, of a directory, and of a registry's codecs.
    init(directory: String?, codecs: [InstalledCodec] = [], worker: String? = nil) throws {
        let described: ModelCatalogue
        do {
            described = try ModelFile.catalogue(directory: directory)
        } catch {
            throw CommandFailure(status: .failure, message: "the model files are not valid\n\(error)")
        }
        // No worker is started before a payload is to be decoded.
        let pool = CodecPool(workerPath: WorkerLocation.path(configured: worker))
        shelf = CodecShelf(codecs, beside: described, pool: pool)
        catalogue = described.adding(shelf.codecs.values.map(\.deviceModel))
        for fault in shelf.faults { StandardError.write("gateway: \(fault)\n") }
    }

    /// The models of a configuration: the registry's codecs where it can be read.
    init(_ configuration: GatewayConfiguration) throws {
        var codecs: [InstalledCodec]?
        do {
            codecs = try RegistryAccess.readable(configuration)?.codecs()
        } catch {
            // The other models are known all the same; who needs the registry itself says what is wrong with it.
            StandardError.write("gateway: the installed codecs are not known: \(error)\n")
        }
        let devices = configuration.devices
        try self.init(directory: devices.modelsDirectory, codecs: codecs ?? [], worker: devices.codecWorker)
    }

    /// The model of a name that somebody typed.
    func find(_ name: String) throws -> DeviceModel {
        if let id = ModelID(name), let model = catalogue[id] { return model }
        throw CommandFailure(status: .notFound, message: missing(name))
    }

    /// What to say about a name that no model has.
    func missing(_ name: String) -> String { "there is no model \"\(name)\"" + hint(name) }

    /// The model that was probably meant, or where to look.
    func hint(_ name: String) -> String {
        let meant = Spelling.nearest(to: name, among: catalogue.models.map(\.id.description))
        return meant.map { "; did you mean \($0)?" } ?? "; see `gateway model list`"
    }
}
