import ArgumentParser
import Devices
import Gateway
import Observations
import Store

/// The command `gateway device set THING`.
struct DeviceSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change something about a thing: everything that is named, or nothing.",
        discussion: """
            Under maintenance or calibration, readings go on and say so in their quality. Another device in the thing's place \
            is `gateway device replace`.

            \(Examples(
                "gateway device set meter-7 --state maintenance",
                "gateway device set meter-7 --name Hydrant --tag street=Nord --expected-interval 15m"
            ))
            """
    )

    @Argument(help: "The thing's name.") var thing: String
    @Option(help: "active, maintenance, calibrating or retired.") var state: String?
    @Option(help: "A name for people.") var name: String?
    @Option(help: "Whose thing it is.") var agency: String?
    @Option(help: "traffic, environment or utility.") var domain: String?
    @Option(help: "The device model, vendor/model.") var model: String?
    @Option(parsing: .unconditional, help: "Degrees north.") var latitude: String?
    @Option(parsing: .unconditional, help: "Degrees east.") var longitude: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Degrees north, degrees east.", valueName: "lat,lon"))
    var location: String?
    @Flag(help: "It is not known where it stands.") var noLocation = false
    @Option(help: ArgumentHelp("How often it reports, as 10m or 1h.", valueName: "duration"))
    var expectedInterval: String?
    @Flag(help: "It is not known how often it reports.") var noExpectedInterval = false
    @Option(help: ArgumentHelp("The hours in which it reports, as \"mon-fri 06:00-22:00\".", valueName: "hours"))
    var schedule: String?
    @Flag(help: "It reports at all hours.") var noSchedule = false
    @Option(
        name: .customLong("tag"),
        help: ArgumentHelp("A tag; one of its name is replaced.", valueName: "name=value")
    )
    var tags: [String] = []
    @Option(name: .customLong("untag"), help: ArgumentHelp("A tag to take away.", valueName: "name"))
    var untags: [String] = []
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What is added to a counter from now on, in its unit; 0 adds nothing. See `device replace`.",
            valueName: "[counter=]number"
        )
    )
    var readingOffset: [String] = []
    @Option(
        help: ArgumentHelp("A file with the device's key, hexadecimal; - reads standard input.", valueName: "file")
    )
    var keyFile: String?
    @Flag(help: "The device has no key any more.") var forgetKey = false
    @Option(name: .customLong("hardware-id"), help: .hidden) var hardwareID: String?
    @OptionGroup var file: ConfigurationOptions

    mutating func validate() throws {
        if hardwareID != nil { throw ValidationError("use `gateway device replace` to change the hardware id.") }
        if location != nil, latitude != nil || longitude != nil || noLocation {
            throw ValidationError("--location stands for --latitude and --longitude; give one of them.")
        }
        if noLocation, latitude != nil || longitude != nil { throw DeviceSetCommand.both("location") }
        if noExpectedInterval, expectedInterval != nil { throw DeviceSetCommand.both("expected-interval") }
        if noSchedule, schedule != nil { throw DeviceSetCommand.both("schedule") }
        if forgetKey, keyFile != nil { throw ValidationError("--key-file and --forget-key exclude one another.") }
    }

    mutating func run() throws {
        let configuration = try file.load()
        let models = try file.models(of: configuration)
        let id = try ThingName.existing(thing, configuration)
        let key: KeyChange = try keyFile.map { .set(try KeyText.read($0)) } ?? (forgetKey ? .forget : .keep)
        let registry = try RegistryAccess.writable(configuration)
        let change = try RegistryAccess.translating {
            try registry.change(thing: id, key: key) { try changed($0, models) }
        }
        if case .set = key, models.catalogue[change.after.model]?.usesKey == false {
            StandardError.write("gateway: \(change.after.model) needs no key; it is kept, and not used\n")
        }
        guard !change.isEmpty else { return StandardError.write("\(id) is just so already.\n") }
        StandardError.write("Changed \(id):\n" + ChangeText.lines(change).joined())
        if !readingOffset.isEmpty { CounterChoice.warn(change.after.offsets, models.catalogue[change.after.model]) }
    }

    private func changed(_ known: Thing, _ models: ModelSource) throws -> Thing {
        var problems: [String] = []
        var parser = ThingParser(models: models)
        let place = try places()
        let parsed = parser.change(known.properties) { column in
            switch column {
            case .model: model
            case .agency: agency
            case .domain: domain
            case .name: name
            case .latitude: place.latitude
            case .longitude: place.longitude
            case .expectedInterval: expectedInterval
            default: nil
            }
        }
        var properties = known.properties
        switch parsed {
        case .success(let changed): properties = changed
        case .failure(let faults): problems += faults.lines
        }
        if noLocation { properties.location = nil }
        if noExpectedInterval { properties.expectedIntervalSeconds = nil }
        if noSchedule { properties.schedule = nil }
        setState(&properties, &problems)
        setSchedule(&properties, &problems)
        setTags(&properties, &problems)
        if !readingOffset.isEmpty {
            let choice = CounterChoice(models.catalogue[properties.model], stored: known.offsets)
            for (counter, value) in try choice.values(readingOffset, option: "--reading-offset") {
                properties.offsets[counter] = value
            }
        }
        guard problems.isEmpty else {
            throw CommandFailure(status: .usage, message: "nothing was changed\n" + problems.joined(separator: "\n"))
        }
        return Thing(id: known.id, properties)
    }

    private func places() throws -> (latitude: String?, longitude: String?) {
        guard let location else { return (latitude, longitude) }
        let parts = location.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            let message =
                "nothing was changed\nlocation: \"\(location)\" is not LATITUDE,LONGITUDE, as 10.9804,106.6519"
            throw CommandFailure(status: .usage, message: message)
        }
        return (ChangeText.trimmed(parts[0]), ChangeText.trimmed(parts[1]))
    }

    private func setState(_ properties: inout Thing.Properties, _ problems: inout [String]) {
        guard let state else { return }
        if let known = Thing.State(rawValue: state) { return properties.state = known }
        let names = Thing.State.allCases.map(\.rawValue)
        let meant = Spelling.nearest(to: state, among: names).map { "; did you mean \($0)?" } ?? ""
        problems.append("state: \"\(state)\" is none of \(names.joined(separator: ", "))\(meant)")
    }

    private func setSchedule(_ properties: inout Thing.Properties, _ problems: inout [String]) {
        guard let schedule else { return }
        do throws(ReportingSchedule.Fault) { properties.schedule = try ReportingSchedule(schedule) } catch {
            problems.append("schedule: \(error)")
        }
    }

    private func setTags(_ properties: inout Thing.Properties, _ problems: inout [String]) {
        for name in untags {
            do throws(SlugError) { properties.tags.remove(try Slug(name)) } catch {
                problems.append("untag: \"\(name)\" \(error)")
            }
        }
        for tag in tags {
            let pieces = tag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard pieces.count == 2 else {
                problems.append("tag: \"\(tag)\" is not name=value")
                continue
            }
            // Of a name that is no slug nothing is there to be removed; adding says what is wrong with it.
            if let known = try? Slug(pieces[0]) { properties.tags.remove(known) }
            do throws(ThingTags.Fault) { try properties.tags.add(pieces[0], pieces[1]) } catch {
                problems.append("tag: \(error)")
            }
        }
    }

    private static func both(_ name: String) -> ValidationError {
        ValidationError("--no-\(name) takes away what another option sets; give one of them.")
    }
}
