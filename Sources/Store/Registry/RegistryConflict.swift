public import Observations

/// Why a thing cannot be added beside those that are registered.
public struct RegistryConflict: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is in the way.
    public enum Cause: Hashable, Sendable {
        /// A thing of this name is registered, and differs in these columns.
        case thingExists(differingIn: [String])
        /// The hardware id is bound to this other thing.
        case hardwareIDBound(to: Slug)
        /// No thing of this name is registered, and the row says too little for a new one.
        case notRegistered
    }

    /// Which row of the import, from 1; nothing when a single thing was added.
    public let row: Int?
    /// The thing that was to be added.
    public let thing: Slug
    /// The hardware id it was to have.
    public let hardwareID: String
    /// What is in the way.
    public let cause: Cause

    /// What is in the way, in words.
    public var description: String {
        let place = row.map { "row \($0): " } ?? ""
        switch cause {
        case .thingExists(let columns):
            return "\(place)thing \(thing) exists with another \(columns.joined(separator: ", "))"
        case .hardwareIDBound(let other):
            return "\(place)hardware id \(hardwareID) of thing \(thing) is bound to thing \(other)"
        case .notRegistered: return "\(place)thing \(thing) is not registered"
        }
    }

    /// What is in the way of a row of an import: nothing, or up to two conflicts.
    static func all(_ result: ImportResult, of thing: Thing, row: Int) -> [RegistryConflict] {
        let causes: [Cause]
        switch result {
        case .added, .unchanged, .keySet, .changed: causes = []
        case .refused(let differences, let owner):
            causes =
                (differences.isEmpty ? [] : [.thingExists(differingIn: differences.map(\.column))])
                + (owner.map { [.hardwareIDBound(to: $0)] } ?? [])
        case .notRegistered: causes = [.notRegistered]
        }
        return causes.map { RegistryConflict(row: row, thing: thing.id, hardwareID: thing.hardwareID, cause: $0) }
    }
}
