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
    @Option(name: .customLong("hardware-id"), help: "DevEUI, meter address or serial number.") var hardwareID: String
    @Option(help: "The device model, vendor/model.", completion: .models) var model: String
    @Option(help: "Whose thing it is.", completion: .agencies) var agency: String
    @Option(help: "traffic, environment or utility; the model's own when left out.", completion: .domains) var domain:
        String?
    @Option(help: "A name for people; the thing's own when left out.") var name: String?
    @Option(help: "Degrees north.") var latitude: String?
    @Option(help: "Degrees east.") var longitude: String?
    @Option(help: ArgumentHelp("How often it reports, as 10m or 1h.", valueName: "duration"))
    var expectedInterval: String?
    @Option(
        help: ArgumentHelp(
            "A file with the device's key, hexadecimal; - reads standard input. It is shown nowhere.",
            valueName: "file"
        ),
        completion: .file()
    )
    var keyFile: String?
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let configuration = try file.load()
        let models = try file.models(of: configuration)
        let thing = try parsed(models).thing
        let registration = Registration(thing, key: try keyFile.map(KeyText.read))
        if registration.key != nil, models.catalogue[thing.model]?.usesKey == false {
            StandardError.write("gateway: \(thing.model) needs no key; it is kept, and not used\n")
        }
        let registry = try RegistryAccess.writable(configuration)
        switch try add(registration, to: registry) {
        case .added: StandardError.write("Registered \(thing.id)\(registration.key == nil ? "" : " and its key").\n")
        case .keySet: StandardError.write("Set the key of \(thing.id).\n")
        case .unchanged: StandardError.write("\(thing.id) is registered just so already.\n")
        }
    }

    private func add(_ registration: Registration, to registry: ThingRegistry) throws -> Addition {
        do {
            return try RegistryAccess.translating { try registry.add(registration) }
        } catch let failure as CommandFailure where failure.status == .conflict {
            let hint = "change it with `gateway device set`, give it another device with `gateway device replace`"
            throw CommandFailure(status: .conflict, message: "\(failure.message)\nA thing that is registered: \(hint).")
        }
    }

    private func parsed(_ models: ModelSource) throws -> Registration {
        var parser = ThingParser(models: models)
        let result = parser.thing { column in
            switch column {
            case .thing: thing
            case .hardwareID: hardwareID
            case .model: model
            case .agency: agency
            case .domain: domain
            case .name: name
            case .latitude: latitude
            case .longitude: longitude
            case .expectedInterval: expectedInterval
            case .schedule, .tags, .state, .offsets, .key: nil
            }
        }
        switch result {
        case .success(let registration): return registration
        case .failure(let faults): throw faults.failure("nothing was registered")
        }
    }
}
