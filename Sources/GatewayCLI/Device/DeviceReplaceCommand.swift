import ArgumentParser
import Devices
import Gateway
import Observations
import Store

/// The command `gateway device replace THING`.
struct DeviceReplaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace",
        abstract: "Put another device in a thing's place; the series goes on.",
        discussion: """
            A new meter begins at another number than the old one ended with. --reading-offset says what is added to its \
            counter, in the property's unit; --old-reading and --new-reading, read off both meters, come to the same. The \
            operations center is told of the replacement. What the old device has measured before, by its own time or its \
            network's, still counts when it comes later, for up to 31 days; everything else of it goes to quarantine.

            \(Examples(
                "gateway device replace aq-1 --hardware 24e124710c123456",
                "gateway device replace meter-7 --hardware 70b3d50000000abc \\\n--old-reading 1234.7 --new-reading 0.4"
            ))
            """
    )

    @Argument(help: "The thing's name.") var thing: String
    @Option(
        name: [.customLong("hardware"), .customLong("hardware-id")],
        help: ArgumentHelp("The new device's DevEUI, meter address or serial number.", valueName: "hardware-id")
    )
    var hardware: String
    @Option(help: "The new device's model, when it is another one.") var model: String?
    @Option(
        help: ArgumentHelp("A file with the new device's key, hexadecimal; - reads standard input.", valueName: "file")
    )
    var keyFile: String?
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("What is added to its counter.", valueName: "[counter=]number")
    )
    var readingOffset: [String] = []
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("What the old device showed last.", valueName: "[counter=]number")
    )
    var oldReading: [String] = []
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("What the new device shows first.", valueName: "[counter=]number")
    )
    var newReading: [String] = []
    @OptionGroup var file: ConfigurationOptions

    mutating func validate() throws {
        if !readingOffset.isEmpty, !oldReading.isEmpty || !newReading.isEmpty {
            throw ValidationError("--reading-offset stands for --old-reading and --new-reading; give one of them.")
        }
        if oldReading.count != newReading.count {
            throw ValidationError("--old-reading and --new-reading belong together, one of each for a counter.")
        }
    }

    mutating func run() throws {
        let configuration = try file.load()
        let models = try file.models(of: configuration)
        let id = try ThingName.existing(thing, configuration)
        let key = try keyFile.map(KeyText.read)
        let registry = try RegistryAccess.writable(configuration)
        let change = try RegistryAccess.translating {
            try registry.change(thing: id, key: key.map(KeyChange.set) ?? .keep) { try replaced($0, models) }
        }
        StandardError.write("Replaced the device of \(id):\n" + ChangeText.lines(change).joined())
        warn(change, hasKey: key != nil, models)
        UnknownSenders.tell(configuration)
    }

    private func replaced(_ known: Thing, _ models: ModelSource) throws -> Thing {
        var parser = ThingParser(models: models)
        let parsed = parser.change(known.properties) { column in
            switch column {
            case .hardwareID: hardware
            case .model: model
            default: nil
            }
        }
        var properties: Thing.Properties
        switch parsed {
        case .success(let changed): properties = changed
        case .failure(let faults): throw faults.failure("nothing was changed")
        }
        guard properties.hardwareID != known.hardwareID else {
            let message =
                "\(known.id) has the hardware \(known.hardwareID) already; see `gateway device set` for the rest"
            throw CommandFailure(status: .conflict, message: message)
        }
        let choice = CounterChoice(models.catalogue[properties.model], stored: known.offsets)
        properties.offsets = try offsets(known, choice)
        return Thing(id: known.id, properties)
    }

    /// What is added to the new device's counters: nothing but what is said here, as an offset belongs to a device.
    private func offsets(_ known: Thing, _ choice: CounterChoice) throws -> CounterOffsets {
        var offsets = CounterOffsets()
        for (counter, value) in try choice.values(readingOffset, option: "--reading-offset") {
            offsets[counter] = value
        }
        let old = try choice.values(oldReading, option: "--old-reading")
        let new = try choice.values(newReading, option: "--new-reading")
        for (counter, last) in old {
            guard let first = new[counter] else {
                let message = "--new-reading: it is missing for \(counter), which has an --old-reading"
                throw CommandFailure(status: .usage, message: message)
            }
            // Meters show decimals: 0.1 + 0.2 is meant to be 0.3.
            offsets[counter] = ((last - first + (known.offsets[counter] ?? 0)) * 1e6).rounded() / 1e6
        }
        return offsets
    }

    private func warn(_ change: ThingChange, hasKey: Bool, _ models: ModelSource) {
        let (before, after) = (change.before, change.after)
        CounterChoice.warn(after.offsets, models.catalogue[after.model])
        for counter in before.offsets.values.keys.sorted(by: { "\($0)" < "\($1)" }) where after.offsets[counter] == nil
        {
            let value = Cell.number(before.offsets[counter] ?? 0).plain
            StandardError.write(
                "gateway: \(counter): the offset \(value) was the old device's; the new one's counter is forwarded as it is\n"
            )
        }
        if change.isKeyLost {
            StandardError.write("gateway: the old device's key was forgotten; give the new one's with --key-file\n")
        }
        if hasKey, models.catalogue[after.model]?.usesKey == false {
            StandardError.write("gateway: \(after.model) needs no key; it is kept, and not used\n")
        }
        if change.arePasswordsLost {
            StandardError.write(
                "gateway: the old device's password is not valid any more once `gateway broker sync` has run; "
                    + "`gateway device credentials \(after.id)` makes one for the new device\n"
            )
        }
    }
}
