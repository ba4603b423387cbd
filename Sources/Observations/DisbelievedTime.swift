/// A claimed time that is not believed.
public struct DisbelievedTime: Hashable, Sendable {
    /// The first moment that a sensor's clock can mean: 2020-01-01T00:00:00Z.
    static let earliest = Timestamp(microseconds: 1_577_836_800_000_000)
    /// The first moment that it cannot mean any more: 2100-01-01T00:00:00Z.
    static let end = Timestamp(microseconds: 4_102_444_800_000_000)

    /// What was claimed.
    public let claimed: Timestamp
    /// Why it is not believed.
    public let fault: ClockFault

    /// Finds the fault of a claimed time, or nothing when it is believed.
    init?(_ claimed: Timestamp, latest: Timestamp?) {
        if claimed < DisbelievedTime.earliest {
            fault = .beforeYear2020
        } else if claimed >= DisbelievedTime.end {
            fault = .afterYear2099
        } else if let latest, claimed > latest {
            fault = .aheadOfGateway
        } else {
            return nil
        }
        self.claimed = claimed
    }

    /// What a reading says about it.
    func parameters(named name: String) -> [Parameter] {
        [
            Parameter(name: name, value: .string(claimed.description)),
            Parameter(name: name + "Fault", value: .string(fault.rawValue)),
        ]
    }
}
