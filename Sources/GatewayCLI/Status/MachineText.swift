import Gateway
import Observations

/// What a status says of devices, rates, room and certificates, in words.
enum MachineText {
    /// From how many days on the end of a certificate is near.
    static let certificateDaysMin: Int64 = 30

    static func devices(_ counts: HealthCounts) -> String {
        let others = [
            ("late", counts.late), ("SILENT", counts.silent), ("never heard", counts.never),
            ("under maintenance", counts.maintenance),
        ]
        return (["\(counts.ok) ok"] + others.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }).joined(separator: ", ")
    }

    static func rates(_ rates: GatewayStatus.Rates) -> String {
        let messages = number(rates.messagesPerSecond)
        return "\(messages) messages/s with \(number(rates.readingsPerSecond)) readings/s over the last minute"
    }

    /// How long the outbox lasts, and what happens then.
    static func buffer(_ outlook: BufferOutlook, _ status: GatewayStatus) -> String {
        if outlook.basis == .draining { return "draining: the uplink takes more than comes in" }
        guard let seconds = outlook.secondsLeft, let limit = outlook.limit else { return "nothing comes in" }
        let span = ReadableTime.span(seconds: seconds)
        let end = "until \(name(limit)) is reached"
        switch outlook.basis {
        case .filling: return "lasts \(span) at this rate, \(end)"
        case .forecast where status.uplink.isConnected: return "would last \(span) without the uplink, \(end)"
        default: return "lasts \(span) at the rate of the last minutes, \(end)"
        }
    }

    static func registry(_ fault: String) -> String {
        "NOT loaded, the gateway goes on with what it had: \(fault.replacing("\n", with: "; "))"
    }

    static func disk(_ disk: GatewayStatus.Disk) -> String { "\(ReadableTime.size(bytes: disk.freeBytes)) free" }

    static func certificate(_ certificate: GatewayStatus.Certificate, now: Timestamp) -> String {
        let role = certificate.role == "client" ? "own certificate" : "authorities"
        let name = "\(certificate.link), \(role)"
        guard let expiry = certificate.expiry else { return "\(name): \(certificate.file) CANNOT be read" }
        let days = daysLeft(until: expiry, now: now)
        let day = "\(expiry)".prefix(10)
        switch days {
        case ..<0: return "\(name): EXPIRED on \(day)"
        case ..<certificateDaysMin: return "\(name): ONLY \(days) days more, until \(day)"
        default: return "\(name): \(days) days more, until \(day)"
        }
    }

    /// Whole days until a moment, negative after it.
    static func daysLeft(until moment: Timestamp, now: Timestamp) -> Int64 {
        let microseconds = moment.microseconds(since: now)
        return microseconds < 0 ? -1 : microseconds / 86_400_000_000
    }

    static func name(_ limit: BufferOutlook.Limit) -> String {
        switch limit {
        case .bytes: "outbox.maximum_bytes"
        case .rows: "outbox.maximum_rows"
        case .disk: "the end of the disk"
        }
    }

    private static func number(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        return rounded == rounded.rounded() ? "\(Int64(rounded))" : "\(rounded)"
    }
}
