public import Observations

extension ControlClient {
    private static let purgePatience: Duration = .seconds(12)

    /// Lets the running gateway drop what a removed thing has left; nothing when none answers.
    public func purge(thing: Slug, hardwareIDs: [String]) throws(ControlError) -> PurgeOutcome? {
        do throws(ControlError) {
            return try ask(
                .purge(thing: thing, hardwareIDs: hardwareIDs),
                for: PurgeOutcome.self,
                patience: ControlClient.purgePatience
            )
        } catch {
            guard case .notRunning = error else { throw error }
            return nil
        }
    }
}
