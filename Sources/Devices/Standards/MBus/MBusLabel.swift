import Observations

/// What tells a record from its like beside storage, tariff, subunit and function.
enum MBusLabel: UInt8, CaseIterable {
    case l1
    case l2
    case l3
    case neutral
    case l1l2
    case l2l3
    case l3l1
    case quadrant1
    case quadrant2
    case quadrant3
    case quadrant4
    case delta
    case absolute
    case forward
    case backward
    case uncorrected
    case base
    case average
    case lowerLimit
    case upperLimit
    case duringLowerLimit
    case duringUpperLimit
    case leakage
    case overflow
    case future
    case onTime
    case battery
    case readout
    case input
    case output
    case control
    case reset
    case cumulation
    case stop
    case belowLimit
    case aboveLimit
    case duration
    case compact
    case errorFlags
    case temporary
    case deviation
    case current
    case perSecond
    case perMinute
    case perHour
    case perDay
    case perWeek
    case perMonth
    case perYear
    case perInputPulse1
    case perInputPulse2
    case perOutputPulse1
    case perOutputPulse2

    /// Its part of a channel's name.
    var text: String { MBusLabel.texts[Int(rawValue)] }

    private static let texts: [String] = [
        "l1", "l2", "l3", "n", "l1-l2", "l2-l3", "l3-l1", "q1", "q2", "q3", "q4", "delta", "absolute", "forward",
        "backward", "uncorrected", "base", "average", "lower-limit", "upper-limit", "during-lower-limit",
        "during-upper-limit", "leakage", "overflow", "future", "on-time", "battery", "readout", "input", "output",
        "control", "reset", "cumulation", "stop", "below-limit", "above-limit", "duration", "profile", "error-flags",
        "temporary", "deviation", "current", "per-second", "per-minute", "per-hour", "per-day", "per-week",
        "per-month", "per-year", "per-input-pulse-1", "per-input-pulse-2", "per-output-pulse-1", "per-output-pulse-2",
    ]

    /// The phase that a code of the table behind `FC` names (EN 13757-3:2018), as many makers' own codes do.
    static func phase(_ code: UInt8) -> MBusLabel? {
        (1...11).contains(code) ? MBusLabel(rawValue: code - 1) : code == 0x0C ? .delta : code == 0x0F ? .absolute : nil
    }

    /// The time or pulse that VIFE 20–26 and 28–2B name.
    static func per(_ code: UInt8) -> MBusLabel? {
        let index = code - 0x20 - (code > 0x26 ? 1 : 0)
        return MBusLabel(rawValue: MBusLabel.perSecond.rawValue + index)
    }
}
