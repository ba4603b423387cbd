import ArgumentParser

/// What stands for cells that a file leaves empty, or columns that it does not have.
struct ThingDefaultOptions: ParsableArguments {
    @Option(help: "Whose things they are.") var agency: String?
    @Option(help: "The device model, vendor/model.") var model: String?
    @Option(help: "traffic, environment or utility; the model's own when left out.") var domain: String?
    @Option(help: ArgumentHelp("How often they report, as 10m or 1h.", valueName: "duration"))
    var expectedInterval: String?
    @Option(help: ArgumentHelp("When they report at all, as \"mon-fri 06:00-22:00\".", valueName: "hours"))
    var schedule: String?
    @Option(name: .customLong("tag"), help: ArgumentHelp("A tag; can be given several times.", valueName: "name=value"))
    var tags: [String] = []
    @Option(help: "Where a thing's own name comes from: name (Long Bien 2 becomes long-bien-2) or hardware-id.")
    var thingFrom: ThingDefaults.NameSource?

    /// They as the parser takes them.
    func defaults(acceptsFragments: Bool) -> ThingDefaults {
        var texts: [ThingColumn: String] = [:]
        texts[.agency] = agency
        texts[.model] = model
        texts[.domain] = domain
        texts[.expectedInterval] = expectedInterval
        texts[.schedule] = schedule
        texts[.tags] = tags.isEmpty ? nil : tags.joined(separator: ";")
        return ThingDefaults(texts: texts, thing: thingFrom, acceptsFragments: acceptsFragments)
    }
}

extension ThingDefaults.NameSource: ExpressibleByArgument {}
