import Gateway
import Observations

/// A thing as a row of a listing.
enum ThingCells {
    static let columns = [
        "thing", "hardwareID", "model", "agency", "domain", "name", "latitude", "longitude", "expectedInterval",
        "state",
    ]

    static func cells(_ thing: Thing) -> [Cell] {
        [
            .text(thing.id.string), .text(thing.hardwareID), .text(thing.model.description), .text(thing.agency.string),
            .text(thing.domain.rawValue), .text(thing.name), thing.location.map { .number($0.latitude) } ?? .none,
            thing.location.map { .number($0.longitude) } ?? .none,
            Cell(thing.expectedIntervalSeconds.map { Duration.seconds($0).written }), .text(thing.state.rawValue),
        ]
    }

    /// The tags, one text each.
    static func tags(_ thing: Thing) -> Cell {
        .list(thing.tags.values.sorted { $0.key < $1.key }.map { .text("\($0.key)=\($0.value)") })
    }
}
