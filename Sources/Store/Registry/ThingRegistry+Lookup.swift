internal import GRDB
public import Observations

/// Questions that are answered without reading all things.
extension ThingRegistry {
    /// The key of the device of that thing.
    public func key(of thing: Slug) throws(StoreError) -> DeviceKey? {
        try read { try KeyTable.find($0, thing: thing.string) }
    }

    /// Things in the order of their names, those alone that fit everything that is not nil.
    public func things(
        agency: String?,
        model: String?,
        domain: String?
    ) throws(StoreError) -> [Thing] {
        try read { try ThingTable.list($0, agency: agency, model: model, domain: domain) }
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
