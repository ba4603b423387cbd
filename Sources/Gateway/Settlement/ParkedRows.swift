/// Which refused rows are to have another try.
enum ParkedRows: Hashable, Sendable {
    /// One row of each topic, to see whether the uplink takes the topic now.
    case oneOfEachTopic
    /// The rows of a topic that the uplink takes again.
    case topic(String)
}
