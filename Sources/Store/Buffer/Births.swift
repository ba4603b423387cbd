internal import GRDB

/// The statements on the table of births: of every node and device the last one, as far as there is room.
///
/// A node's birth takes the place of all that was born of it. The oldest go where they are too many or too large.
enum Births {
    /// The most births.
    static let rowsMax = 8_192
    /// The most bytes of their payloads.
    static let bytesMax: Int64 = 32 << 20

    /// Keeps births in their order.
    static func keep(_ database: Database, _ births: [BirthMessage]) throws {
        if births.isEmpty { return }
        var held = try places(database)
        let delete = try DirectStatement(database, "DELETE FROM births WHERE sequence = ?")
        let insert = try DirectStatement(
            database,
            "INSERT INTO births (node, device, topic, payload) VALUES (?, ?, ?, ?)"
        )
        for birth in births {
            let device = birth.device ?? ""
            let old = birth.device == nil ? held.removeValue(forKey: birth.node) : nil
            for sequence in old.map({ Array($0.values) }) ?? [held[birth.node]?[device]].compactMap({ $0 }) {
                delete.bind(sequence, at: 0)
                try delete.run()
            }
            insert.bind(birth.node, at: 0)
            insert.bind(device, at: 1)
            insert.bind(birth.topic, at: 2)
            insert.bind(birth.payload, at: 3)
            try insert.run()
            held[birth.node, default: [:]][device] = insert.lastInsertedRowID
        }
        try makeRoom(database)
    }

    /// All of them, in the order of reception.
    static func all(_ database: Database) throws -> [BirthMessage] {
        let select = try DirectStatement(
            database,
            "SELECT node, device, topic, payload FROM births ORDER BY sequence"
        )
        defer { select.reset() }
        var births: [BirthMessage] = []
        while try select.step() {
            let device = select.text(1)
            births.append(
                BirthMessage(
                    node: select.text(0),
                    device: device.isEmpty ? nil : device,
                    topic: select.bytes(2),
                    payload: select.bytes(3)
                )
            )
        }
        return births
    }

    /// Where the births of each node lie, by device: one look at the table, however many births there are to keep.
    private static func places(_ database: Database) throws -> [String: [String: Int64]] {
        let select = try DirectStatement(database, "SELECT node, device, sequence FROM births")
        defer { select.reset() }
        var places: [String: [String: Int64]] = [:]
        while try select.step() { places[select.text(0), default: [:]][select.text(1)] = select.integer(2) }
        return places
    }

    private static func makeRoom(_ database: Database) throws {
        let held = try DirectStatement(
            database,
            "SELECT sequence, length(payload) FROM births ORDER BY sequence DESC"
        )
        var rows = 0
        var bytes: Int64 = 0
        var last: Int64?
        while try held.step() {
            rows += 1
            bytes += held.integer(1)
            guard rows <= rowsMax, bytes <= bytesMax else {
                last = held.integer(0)
                break
            }
        }
        held.reset()
        guard let last else { return }
        let delete = try DirectStatement(database, "DELETE FROM births WHERE sequence <= ?")
        delete.bind(last, at: 0)
        try delete.run()
    }
}
