/// Why a claimed time is not believed.
public enum ClockFault: String, CaseIterable, Hashable, Sendable {
    /// The clock was never set: it shows a time before 2020.
    case beforeYear2020 = "before-2020"
    /// It shows 2100 or later: no clock of a sensor that is sold today means that.
    case afterYear2099 = "after-2099"
    /// It shows more than 5 minutes after the gateway's own, trusted clock.
    case aheadOfGateway = "ahead"
}
