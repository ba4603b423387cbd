/// `[devices]`: where model files are, and the program that runs vendors' codecs.
public struct DevicesSection: Hashable, Sendable {
    /// The directory of model files; nil when none is configured and there is no `models` beside the configuration.
    public let modelsDirectory: String?
    /// The program that runs vendors' codecs; nil: `gateway-codec-worker` beside the gateway's own program.
    public let codecWorker: String?

    init?(_ table: SettingsTable, directory: String, files: SettingsFiles) {
        let kind = SettingsKind.path(relativeTo: directory)
        let models = table.optional("models", kind)
        codecWorker = table.optional("codec_worker", kind)
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
