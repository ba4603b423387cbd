import ArgumentParser
import Devices
import Observations

/// `gateway model`: which devices the gateway can read.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "The device models that the gateway knows.",
        discussion: Examples(
            "gateway model list",
            "gateway model properties temperature"
        ).description,
        subcommands: [
            ModelListCommand.self, ModelShowCommand.self, ModelPageCommand.self, ModelAddCodecCommand.self,
            ModelRemoveCodecCommand.self, ModelTestCommand.self, ModelPropertiesCommand.self,
        ]
    )
}
