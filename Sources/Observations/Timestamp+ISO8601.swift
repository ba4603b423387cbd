/// Moments as text: RFC 3339, the profile of ISO 8601 that the internet uses.
///
/// | read | as |
/// | --- | --- |
/// | `2026-11-23T08:00:00Z` | seconds; `t`, `z` and a space in place of `T` are accepted |
/// | `2026-11-23T08:00Z` | ISO 8601: seconds may be left out |
/// | `….123456789` or `…,123` | 1 to 9 digits, cut off below the microsecond |
/// | `+07:00`, `+0700`, `+07` | the offset that was added to UTC, up to 23:59 |
/// | second 60 | a leap second: the moment after second 59 |
///
/// Written is always `2026-11-23T08:00:00.000Z`: 24 bytes, milliseconds, cut off towards the past.
extension Timestamp: CustomStringConvertible {
    /// How many bytes `write(to:)` writes.
    public static let textBytes = 24

    /// A moment by its civil date and time of day, or nothing when there is no such moment.
    ///
    /// - Parameters:
    ///   - date: the day that the clock shows.
    ///   - hour: 0 to 23.
    ///   - minute: 0 to 59.
    ///   - second: 0 to 60; 60 is the moment after 59.
    ///   - microsecond: 0 to 999,999.
    ///   - secondsEast: by how much the clock is ahead of UTC.
    public init?(
        _ date: CivilDate,
        hour: Int,
        minute: Int,
        second: Int = 0,
        microsecond: Int = 0,
        secondsEast: Int = 0
    ) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else { return nil }
        guard (0...999_999).contains(microsecond), (-86_400...86_400).contains(secondsEast) else { return nil }
        let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - secondsEast
        self.init(microseconds: Int64(seconds * 1_000_000 + microsecond))
    }

    /// Reads a moment, or nothing when the text is not one.
    ///
    /// - Parameters:
    ///   - text: the whole text, nothing before or after it.
    ///   - zone: seconds east of UTC for a text without a zone; without it such a text is refused.
    @inlinable
    public init?(iso8601 text: some Collection<UInt8>, assuming zone: Int? = nil) {
        let parsed = text.withContiguousStorageIfAvailable { Timestamp.parse($0, assuming: zone) }
        guard let moment = parsed ?? Array(text).withUnsafeBufferPointer({ Timestamp.parse($0, assuming: zone) }) else {
            return nil
        }
        self = moment
    }

    /// Writes the moment with milliseconds; years outside 0 to 9999 are written as the nearest moment within.
    public func write(to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Timestamp.textBytes) { buffer in
            var writer = ByteWriter(buffer)
            writer.write(self)
            bytes.append(contentsOf: writer.written)
        }
    }

    /// The moment as `2026-11-23T08:00:00.000Z`.
    public var description: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads `text`, which is the whole of it.
    @usableFromInline
    static func parse(_ text: UnsafeBufferPointer<UInt8>, assuming zone: Int?) -> Timestamp? {
        var scanner = TimestampScanner(text)
        guard let year = scanner.number(digits: 4), scanner.skip("-"),
            let month = scanner.number(digits: 2), scanner.skip("-"),
            let day = scanner.number(digits: 2), scanner.skipDateSeparator(),
            let hour = scanner.number(digits: 2), scanner.skip(":"),
            let minute = scanner.number(digits: 2),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        var second = 0
        var microsecond = 0
        if scanner.skip(":") {
            guard let seconds = scanner.number(digits: 2), let fraction = scanner.fraction() else { return nil }
            second = seconds
            microsecond = fraction
        }
        guard let secondsEast = scanner.isAtEnd ? zone : scanner.zone(), scanner.isAtEnd else { return nil }
        return Timestamp(
            date,
            hour: hour,
            minute: minute,
            second: second,
            microsecond: microsecond,
            secondsEast: secondsEast
        )
    }
}
