public import Devices
import Observations

/// A device described in TOML instead of Swift: one file of the directory `[devices] models`.
///
/// Every key is documented in `deploy/model.sample.toml`. Unknown keys are refused and all faults are reported at once,
/// those of all files of a directory together.
public struct ModelFile: Sendable {
    /// The most files of a directory that are read.
    public static let filesMax = 10_000

    /// Where it was read from.
    public let path: String
    /// What it describes.
    public let fieldMap: FieldMap

    /// Reads the text of a model file.
    ///
    /// - Parameters:
    ///   - text: TOML.
    ///   - path: the file's name for faults, and as the model's source.
    /// - Throws: `ConfigurationError` with every fault of the text.
    public init(toml text: String, path: String) throws(ConfigurationError) {
        do {
            try self.init(toml: text, path: path, report: SettingsReport())
        } catch {
            throw error.naming(file: path)
        }
    }

    /// Reads every `*.toml` of a directory, sorted by name; files whose names begin with a dot are left out.
    ///
    /// - Throws: `ConfigurationError` with every fault of every file.
    public static func load(directory: String) throws(ConfigurationError) -> [ModelFile] {
        try load(directory: directory, files: .disk)
    }

    /// The built-in models and those of a directory, if there is one.
    ///
    /// - Throws: `ConfigurationError` with every fault of every file, and with every model that is there twice.
    public static func catalogue(directory: String?) throws(ConfigurationError) -> ModelCatalogue {
        let (catalogue, faults) = readable(directory: directory)
        guard faults.isEmpty else { throw ConfigurationError(faults: faults) }
        return catalogue
    }

    /// The built-in models and those of a directory that can be used, for commands that can do with less.
    ///
    /// - Returns: the models, and what is wrong with the files that were passed over.
    public static func readable(directory: String?) -> (catalogue: ModelCatalogue, faults: [ConfigurationFault]) {
        guard let directory else { return (.builtIn, []) }
        var (files, faults) = all(directory: directory, files: .disk)
        var origins: [ModelID: String] = [:]
        for model in ModelCatalogue.builtIn.models { origins[model.id] = "the gateway itself" }
        files.removeAll { file in
            let id = file.fieldMap.id
            guard let origin = origins.updateValue(file.path, forKey: id) else { return false }
            origins[id] = origin
            let problem = "\"\(id)\" is taken by \(origin)"
            faults.append(ConfigurationFault(file: file.path, key: "id", problem: problem, allowed: "a free id"))
            return true
        }
        do {
            return (try ModelCatalogue(adding: files.map(\.fieldMap)), faults)
        } catch {
            return (.builtIn, faults + [ConfigurationFault(file: directory, key: "", problem: error.description)])
        }
    }

    static func load(directory: String, files: SettingsFiles) throws(ConfigurationError) -> [ModelFile] {
        let (models, faults) = all(directory: directory, files: files)
        guard faults.isEmpty else { throw ConfigurationError(faults: faults) }
        return models
    }

    /// The files of a directory that can be read, and what is wrong with the others.
    private static func all(
        directory: String,
        files: SettingsFiles
    ) -> (models: [ModelFile], faults: [ConfigurationFault]) {
        let names: [String]
        switch files.names(directory) {
        case .failure(let problem):
            return ([], [ConfigurationFault(file: directory, key: "", problem: problem.text)])
        case .success(let all): names = all.filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }.sorted()
        }
        guard names.count <= filesMax else {
            let problem = "there are \(names.count) model files; \(filesMax) at most are read"
            return ([], [ConfigurationFault(file: directory, key: "", problem: problem)])
        }
        var models: [ModelFile] = []
        var faults: [ConfigurationFault] = []
        for name in names {
            let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
            do {
                models.append(try ModelFile(toml: files.text(path: path), path: path))
            } catch {
                faults += error.faults
            }
        }
        return (models, faults)
    }
}
