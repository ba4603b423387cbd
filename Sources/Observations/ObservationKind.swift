/// How a value relates to time.
public enum ObservationKind: String, CaseIterable, Hashable, Sendable {
    /// How it is, or was on average, at the phenomenon time; left out of the JSON.
    case instant
    /// A total that never falls but at a reset.
    case counter
    /// What came to pass since the report before.
    case delta
}
