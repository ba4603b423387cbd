/// What reading a document has found: its faults, and every key that was asked for.
///
/// A reader goes on after a fault, so that a person sees all of them at once. The keys that were asked for are the keys
/// that exist: they are what unknown keys are compared with, and what the sample file must show.
final class SettingsReport {
    private(set) var faults: [ConfigurationFault] = []
    /// What each key accepts, in words; nothing of a table.
    private(set) var allowedValues: [String: String] = [:]

    /// The keys that were asked for.
    var knownKeys: Set<String> { Set(allowedValues.keys) }

    func add(_ fault: ConfigurationFault) { faults.append(fault) }

    /// Notes that a key exists; the indices of arrays are left out of it, since all elements have the same keys.
    func know(_ key: String, allowed: String) { allowedValues[key] = allowed }
}
