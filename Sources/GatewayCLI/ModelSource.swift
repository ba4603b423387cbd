import Devices
import Gateway
import Observations

/// The models that a command knows, and the words for a model that it does not.
struct ModelSource {
    let catalogue: ModelCatalogue

    init(directory: String?) throws {
        do {
            catalogue = try ModelFile.catalogue(directory: directory)
        } catch {
            throw CommandFailure(status: .failure, message: "the model files are not valid\n\(error)")
        }
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
