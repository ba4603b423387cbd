public import Observations

/// What a change of a thing came to.
public struct ThingChange: Sendable {
    /// The thing as it was.
    public let before: Thing
    /// The thing as it is.
    public let after: Thing
    /// Whether its device has another key, or none where it had one.
    public let isKeyChanged: Bool
    /// Whether the device's key was forgotten, as it was the key of other hardware.
    public let isKeyLost: Bool
    /// Whether the device's password was forgotten, as it was the password of other hardware.
    public let arePasswordsLost: Bool

    /// Whether everything is as it was.
    public var isEmpty: Bool { before == after && !isKeyChanged }

    /// What differs: before and after, by the columns of the import's header.
    public var differences: [(column: String, before: String, after: String)] {
        zip(ThingTable.columnTexts(before), ThingTable.columnTexts(after)).compactMap { old, new in
            old.value == new.value ? nil : (old.column, old.value, new.value)
        }
    }
}
