/// `[devices]`: where model files are.
public struct DevicesSection: Hashable, Sendable {
    /// The directory of model files; nil when none is configured and there is no `models` beside the configuration.
    public let modelsDirectory: String?

    init?(_ table: SettingsTable, directory: String, files: SettingsFiles) {
        let kind = SettingsKind.path(relativeTo: directory)
        let models = table.optional("models", kind)
        table.refuseUnknownKeys()
        guard table.contains("models") else {
            let standard = directory.isEmpty ? "models" : "\(directory)/models"
            modelsDirectory = files.isDirectory(standard) ? standard : nil
            return
        }
        guard let models else { return nil }
        guard files.isDirectory(models) else {
            table.fault(
                "models",
                "\(models): there is no such directory",
                allowed: "a directory of model files (*.toml)"
            )
            return nil
        }
        modelsDirectory = models
    }
}
