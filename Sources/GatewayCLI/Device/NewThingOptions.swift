import ArgumentParser
import Observations
import Store

/// What `device add` and `device adopt` are told of a thing, beside its name and its hardware.
struct NewThingOptions: ParsableArguments {
    @Option(help: "The device model, vendor/model.", completion: .models) var model: String
    @Option(help: "Whose thing it is.", completion: .agencies) var agency: String
    @Option(help: "traffic, environment or utility; the model's own when left out.", completion: .domains)
    var domain: String?
    @Option(help: "A name for people; the thing's own when left out.") var name: String?
    @Option(help: "Degrees north.") var latitude: String?
    @Option(help: "Degrees east.") var longitude: String?
    @Option(help: ArgumentHelp("How often it reports, as 10m or 1h.", valueName: "duration"))
    var expectedInterval: String?
    @Option(help: ArgumentHelp("When it reports at all, as \"mon-fri 06:00-22:00\".", valueName: "hours"))
    var schedule: String?
    @Option(name: .customLong("tag"), help: ArgumentHelp("A tag; can be given several times.", valueName: "name=value"))
    var tags: [String] = []
    @Option(
        help: ArgumentHelp(
            "A file with the device's key, hexadecimal; - reads standard input. It is shown nowhere.",
            valueName: "file"
        ),
        completion: .file()
    )
    var keyFile: String?

    /// The thing with its key, or a failure that says everything that is wrong.
    func registration(thing: String, hardwareID: String, _ models: ModelSource) throws -> Registration {
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
            case .schedule: schedule
            case .tags: tags.isEmpty ? nil : tags.joined(separator: ";")
            case .state, .offsets, .key: nil
            }
        }
        switch result {
        case .success(let parsed): return Registration(parsed.thing, key: try keyFile.map(KeyText.read))
        case .failure(let faults): throw faults.failure("nothing was registered")
        }
    }
}
