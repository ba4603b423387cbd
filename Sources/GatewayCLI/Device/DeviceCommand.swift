import ArgumentParser

/// `gateway device`: the things that are measured, and the hardware that is bound to them.
struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "Register, look up, change and remove things and their devices.",
        discussion: """
            A running gateway takes changes over within a second.

            \(Examples(
                "gateway device list",
                "gateway device import things.csv",
                "gateway device pending"
            ))
            """,
        subcommands: [
            DeviceAddCommand.self, DeviceListCommand.self, DeviceShowCommand.self, DeviceRemoveCommand.self,
            DeviceImportCommand.self, DeviceExportCommand.self, DeviceSetCommand.self, DeviceReplaceCommand.self,
            DevicePendingCommand.self, DeviceAdoptCommand.self, DeviceCredentialsCommand.self, DeviceLabelCommand.self,
        ]
    )
}
