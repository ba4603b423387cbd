internal import GRDB
internal import Observations

/// What a row comes to beside what is registered, before anything is written.
struct ImportJudgement {
    let result: ImportResult
    /// The thing as it is registered.
    let known: Thing?
    /// The thing as it is to be: what the row says, and what it leaves open as it is registered.
    let thing: Thing

    init(_ database: Database, _ row: ImportRow, updates: Bool) throws {
        let said = row.registration.thing
        guard let known = try ThingTable.find(database, thing: said.id.string) else {
            self.known = nil
            thing = said
            result = try ImportJudgement.ofNew(database, row)
            return
        }
        self.known = known
        thing = row.unsaid.taken(from: known, into: said)
        let isOther = known.hardwareID != thing.hardwareID
        let owner = isOther ? try ThingTable.find(database, hardwareID: thing.hardwareID)?.id : nil
        var differences = ThingTable.differences(known, thing)
        let knownKey = try row.registration.key == nil ? nil : KeyTable.find(database, thing: said.id.string)
        let isOtherKey = row.registration.key != knownKey
        if isOtherKey, knownKey != nil { differences.append(ThingDifference(column: "key", registered: "", said: "")) }
        if differences.isEmpty {
            result = isOtherKey ? .keySet : .unchanged
        } else {
            result = updates && !isOther ? .changed(differences) : .refused(differences, hardwareBoundTo: owner)
        }
    }

    private static func ofNew(_ database: Database, _ row: ImportRow) throws -> ImportResult {
        let hardwareID = row.registration.thing.hardwareID
        if !row.unsaid.contains(.hardwareID),
            let owner = try ThingTable.find(database, hardwareID: hardwareID)
        {
            return .refused([], hardwareBoundTo: owner.id)
        }
        return row.isWhole ? .added : .notRegistered
    }
}
