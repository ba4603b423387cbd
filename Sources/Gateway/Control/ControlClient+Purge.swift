public import Observations
import Store

extension ControlClient {
    private static let purgePatience: Duration = .seconds(12)

    /// Lets the running gateway drop what a removed thing has left, slice by slice.
    ///
    /// - Parameters:
    ///   - thing: the thing, which is not registered any more.
    ///   - hardwareIDs: its hardware, today's and what was replaced.
    ///   - progress: told after each slice what was done so far.
    /// - Throws: `ControlError` when no slice, or the next one, is answered; what was done until then stays done.
    /// - Returns: what was done; its `error` says why not everything was.
    public func purge(
        thing: Slug,
        hardwareIDs: [String],
        progress: (PurgeOutcome) -> Void
    ) throws(ControlError) -> PurgeOutcome {
        var purge = ThingPurge(thing: thing, hardwareIDs: hardwareIDs)
        var outcome = PurgeOutcome()
        repeat {
            let slice = try ask(.purge(purge), for: PurgeOutcome.self, patience: ControlClient.purgePatience)
            outcome.add(slice)
            progress(outcome)
            purge.cursor = slice.cursor.map(SequenceNumber.init(rawValue:))
        } while purge.cursor != nil && outcome.error == nil
        return outcome
    }
}
