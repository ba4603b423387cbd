internal import GRDB
public import Observations

extension ThingRegistry {
    /// What installing a codec came to.
    public enum Installation: Hashable, Sendable {
        /// The model had no codec.
        case added
        /// The model had another text or map.
        case replaced
        /// It was installed just so before, and nothing was changed.
        case unchanged
    }

    /// Installs a codec, in the place of the one that its model may have.
    @discardableResult
    public func install(_ codec: InstalledCodec) throws(StoreError) -> Installation {
        try write { database, author in
            let known = try CodecTable.find(database, model: codec.model)
            if let known, known.isSame(as: codec) { return .unchanged }
            try CodecTable.replace(database, with: codec)
            let detail = AuditDetail.texts(("title", codec.title), ("sha256", codec.digest))
            try AuditTable.append(database, author, .codecInstalled, codec.model.description, detail)
            try ThingTable.changed(database, thingsAdded: 0)
            return known == nil ? .added : .replaced
        }
    }

    /// Removes the codec of a model.
    ///
    /// - Returns: false when it has none.
    public func removeCodec(of model: ModelID) throws(StoreError) -> Bool {
        try write { database, author in
            guard try CodecTable.remove(database, model: model) else { return false }
            try AuditTable.append(database, author, .codecRemoved, model.description, "{}")
            try ThingTable.changed(database, thingsAdded: 0)
            return true
        }
    }

    /// All codecs in the order of their models.
    public func codecs() throws(StoreError) -> [InstalledCodec] {
        try read { try CodecTable.all($0) }
    }

    /// The things of a model that are not retired, the first few by name.
    public func things(of model: ModelID, limit: Int) throws(StoreError) -> [String] {
        try read { try CodecTable.things($0, of: model, limit: limit) }
    }
}

extension InstalledCodec {
    /// Whether nothing but the moment differs.
    fileprivate func isSame(as other: InstalledCodec) -> Bool {
        title == other.title && domain == other.domain && digest == other.digest && map == other.map
    }
}
