/// Why one value cannot be part of a thing.
struct ThingFault: Hashable {
    let column: ThingColumn
    let value: String
    let reason: String
}
