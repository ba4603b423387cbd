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
        guard let directory else { return .builtIn }
        let files = try load(directory: directory)
        var origins: [ModelID: String] = [:]
        for model in ModelCatalogue.builtIn.models { origins[model.id] = "the gateway itself" }
        var faults: [ConfigurationFault] = []
        for file in files {
            let id = file.fieldMap.id
            if let origin = origins[id] {
                let problem = "\"\(id)\" is taken by \(origin)"
                faults.append(ConfigurationFault(file: file.path, key: "id", problem: problem, allowed: "a free id"))
            } else {
                origins[id] = file.path
            }
        }
        guard faults.isEmpty else { throw ConfigurationError(faults: faults) }
        do {
            return try ModelCatalogue(adding: files.map(\.fieldMap))
        } catch {
            let fault = ConfigurationFault(file: directory, key: "", problem: error.description)
            throw ConfigurationError(faults: [fault])
        }
    }

    static func load(directory: String, files: SettingsFiles) throws(ConfigurationError) -> [ModelFile] {
        let names: [String]
        switch files.names(directory) {
        case .failure(let problem):
            throw ConfigurationError(faults: [ConfigurationFault(file: directory, key: "", problem: problem.text)])
        case .success(let all): names = all.filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }.sorted()
        }
        guard names.count <= filesMax else {
            let problem = "there are \(names.count) model files; \(filesMax) at most are read"
            throw ConfigurationError(faults: [ConfigurationFault(file: directory, key: "", problem: problem)])
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
        guard faults.isEmpty else { throw ConfigurationError(faults: faults) }
        return models
    }
}
