public import Store

/// How long the outbox lasts: until the first of its limits is reached, at the rate of the last minutes.
public struct BufferOutlook: Codable, Hashable, Sendable {
    /// Which rate it is reckoned with.
    public enum Basis: String, Codable, Sendable {
        /// The outbox grows: what it grew by.
        case filling
        /// The uplink takes more than comes in: the outbox lasts.
        case draining
        /// Nothing waits: what comes in, as if the uplink were lost now.
        case forecast
    }

    /// Which limit comes first.
    public enum Limit: String, Codable, Sendable {
        /// `[outbox] maximum_bytes`.
        case bytes
        /// `[outbox] maximum_rows`.
        case rows
        /// The free space of the disk, less what is held back.
        case disk
    }

    /// Which rate it is reckoned with.
    public var basis: Basis
    /// Seconds until the first limit is reached; nothing when at this rate none ever is.
    public var secondsLeft: Int64?
    /// Which limit that is.
    public var limit: Limit?

    /// How many bytes of the disk a byte of a reading takes: pages that are not full, the index, the log.
    public static let diskBytesPerByte = 1.4

    /// Reckons with what waits, what may wait, and how fast it becomes more.
    public init(
        _ backlog: GatewayStatus.Backlog,
        limits: StoreLimits,
        disk: GatewayStatus.Disk?,
        rates: GatewayStatus.Rates,
        isUplinkOpen: Bool
    ) {
        let (rows, bytes): (Double, Double)
        if rates.backlogRowsPerSecond > 0 {
            basis = .filling
            (rows, bytes) = (rates.backlogRowsPerSecond, rates.backlogBytesPerSecond)
        } else if isUplinkOpen, backlog.rows > backlog.parked {
            basis = .draining
            return
        } else {
            basis = .forecast
            (rows, bytes) = (rates.intakeRowsPerSecond, rates.intakeBytesPerSecond)
        }
        var spans: [(Limit, Double)] = []
        if bytes > 0 {
            spans.append((.bytes, Double(limits.maximumBytes - backlog.bytes) / bytes))
            if let disk {
                let room = Double(disk.freeBytes - disk.reserveBytes) / BufferOutlook.diskBytesPerByte
                spans.append((.disk, room / bytes))
            }
        }
        if limits.maximumRows > 0, rows > 0 {
            spans.append((.rows, Double(limits.maximumRows - backlog.rows) / rows))
        }
        guard let first = spans.min(by: { $0.1 < $1.1 }) else { return }
        limit = first.0
        secondsLeft = Int64(min(max(0, first.1), 1e12))
    }
}
