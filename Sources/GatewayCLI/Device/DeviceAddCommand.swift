import ArgumentParser
import Devices
import Gateway
import Observations
import Store

/// The command `gateway device add THING`.
struct DeviceAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Register a thing and its device.",
        discussion: Examples(
            "gateway device add gate-north --hardware-id 70b3d50000000001 \\\n--model parametric/pcr2 --agency traffic-dept",
            "gateway device add meter-7 --hardware-id 12345678 \\\n--model en13757/wm-bus --agency water-works --key-file meter-7.key"
        ).description
    )

    @Argument(help: "The thing's name: 1 to 64 of a-z, 0-9 and -.") var thing: String
    @Option(
        name: [.customLong("hardware-id"), .customLong("hardware")],
        help: "DevEUI, meter address or serial number."
    )
    var hardwareID: String
    @OptionGroup var options: NewThingOptions
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        let models = try file.models(of: configuration)
        let registration = try options.registration(thing: thing, hardwareID: hardwareID, models)
        let thing = registration.thing
        if registration.key != nil, models.catalogue[thing.model]?.usesKey == false {
            StandardError.write("gateway: \(thing.model) needs no key; it is kept, and not used\n")
        }
        let registry = try RegistryAccess.writable(configuration)
        switch try add(registration, to: registry) {
        case .added: StandardError.write("Registered \(thing.id)\(registration.key == nil ? "" : " and its key").\n")
        case .keySet: StandardError.write("Set the key of \(thing.id).\n")
        case .unchanged: StandardError.write("\(thing.id) is registered just so already.\n")
        }
        UnknownSenders.tell(configuration)
    }

    private func add(_ registration: Registration, to registry: ThingRegistry) throws -> Addition {
        do {
            return try RegistryAccess.translating { try registry.add(registration) }
        } catch let failure as CommandFailure where failure.status == .conflict {
            let hint = "change it with `gateway device set`, give it another device with `gateway device replace`"
            throw CommandFailure(status: .conflict, message: "\(failure.message)\nA thing that is registered: \(hint).")
        }
    }
}
