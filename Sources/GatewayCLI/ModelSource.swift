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
    /// What is wrong with the model files that were passed over.
    private(set) var fileFaults: [ConfigurationFault] = []

    init(catalogue: ModelCatalogue) {
        self.catalogue = catalogue
        shelf = CodecShelf()
    }

    /// The models that are built in, of a directory, and of a registry's codecs.
    ///
    /// A model file that is not valid takes nothing from the others: it is passed over, and said unless `isQuiet`.
    init(directory: String?, codecs: [InstalledCodec] = [], worker: String? = nil, isQuiet: Bool = false) throws {
        let (described, faults) = ModelFile.readable(directory: directory)
        if let fault = faults.first(where: { $0.file == directory }) {
            throw CommandFailure(status: .failure, message: "the model files cannot be read\n\(fault)")
        }
        fileFaults = faults
        if !isQuiet {
            for fault in faults { StandardError.write("gateway: this model file is not used: \(fault)\n") }
        }
        // No worker is started before a payload is to be decoded.
        let pool = CodecPool(workerPath: WorkerLocation.path(configured: worker), limits: .patient)
        shelf = CodecShelf(codecs, beside: described, pool: pool)
        catalogue = described.adding(shelf.codecs.values.map(\.deviceModel))
        for fault in shelf.faults { StandardError.write("gateway: \(fault)\n") }
    }

    /// The models of a configuration: the registry's codecs where it can be read.
    init(_ configuration: GatewayConfiguration, isQuiet: Bool = false) throws {
        var codecs: [InstalledCodec]?
        do {
            codecs = try RegistryAccess.readable(configuration)?.codecs()
        } catch {
            // The other models are known all the same; who needs the registry itself says what is wrong with it.
            StandardError.write("gateway: the installed codecs are not known: \(error)\n")
        }
        let devices = configuration.devices
        try self.init(
            directory: devices.modelsDirectory,
            codecs: codecs ?? [],
            worker: devices.codecWorker,
            isQuiet: isQuiet
        )
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
        let meant = nearest(name.lowercased().replacing(" ", with: "-"))
        guard !meant.isEmpty else { return "; see `gateway model list`" }
        return "; did you mean \(meant.joined(separator: ", or "))?"
    }

    /// The nearest of all names; without a maker in it, the nearest products of all makers.
    private func nearest(_ name: String) -> [String] {
        let names = catalogue.models.map(\.id.description)
        if let one = Spelling.nearest(to: name, among: names) { return [one] }
        let products = Dictionary(grouping: names) { String($0.split(separator: "/")[1]) }
        let typed = String(name.split(separator: "/").last ?? "")
        let endings = products.keys.filter { name.hasSuffix("-\($0)") }
        let meant =
            products[typed] != nil
            ? typed : endings.max { $0.count < $1.count } ?? Spelling.nearest(to: typed, among: Array(products.keys))
        return meant.flatMap { products[$0] }.map { Array($0.sorted().prefix(3)) } ?? []
    }
}
