internal import GRDB
public import Observations

/// Questions that are answered without reading all things.
extension ThingRegistry {
    /// The key of the device of that thing.
    public func key(of thing: Slug) throws(StoreError) -> DeviceKey? {
        try read { try KeyTable.find($0, thing: thing.string) }
    }

    /// All keys of devices, by the names of their things.
    public func keys() throws(StoreError) -> [String: DeviceKey] { try read { try KeyTable.all($0) } }

    /// Passes things on in the order of their names, each while it is read, those alone that fit everything that is not
    /// nil.
    public func visitThings(
        agency: String? = nil,
        model: String? = nil,
        domain: String? = nil,
        _ body: (Thing) -> Void
    ) throws(StoreError) {
        try read { try ThingTable.visit($0, agency: agency, model: model, domain: domain, body) }
    }

    /// How many things there are of each model, in the order of the models; every thing is read as `run` reads it.
    public func thingsByModel() throws(StoreError) -> [ThingsOfModel] {
        var groups: [ModelID: ThingsOfModel] = [:]
        try visitThings { groups[$0.model, default: ThingsOfModel($0.model)].add($0) }
        return groups.values.sorted { $0.model < $1.model }
    }

    /// The names of things that begin with these letters, in their order.
    public func names(beginning letters: String, limit: Int) throws(StoreError) -> [String] {
        try read { try ThingTable.names($0, beginning: letters, limit: limit) }
    }

    /// The agencies that begin with these letters and have things, in their order.
    public func agencies(beginning letters: String, limit: Int) throws(StoreError) -> [String] {
        try read { try ThingTable.agencies($0, beginning: letters, limit: limit) }
    }

    /// The names of the models that have a codec.
    public func codecModels() throws(StoreError) -> [String] {
        try read { try CodecTable.models($0) }
    }
}
