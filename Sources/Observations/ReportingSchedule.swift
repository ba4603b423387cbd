/// The hours of the week in which a thing is expected to report, as `mon-fri 06:00-22:00`.
///
/// Days are `mon` to `sun`, alone, in a range (`fri-mon` goes over the weekend) or with commas; hours are those of the
/// gateway's time zone, `00:00-24:00` when left out; a span that ends before it begins goes over midnight. Several, with
/// `;` between them, add up.
public struct ReportingSchedule: Hashable, Sendable, CustomStringConvertible {
    /// The longest text, in bytes.
    public static let textBytesMax = 256
    /// Minutes of a week, from Monday 00:00 on.
    public static let minutesOfWeek = 7 * 1_440

    /// Why a text is not a schedule.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// The part that is wrong.
        public let part: String

        /// One sentence for the person who typed the text.
        public var description: String {
            "\"\(part)\" is not a schedule; one is mon-fri 06:00-22:00, or several with ; between them"
        }
    }

    /// The text as it was given.
    public let description: String

    /// Spans of minutes of the week, from Monday 00:00 on, ascending, none touching another.
    public let spans: [Range<Int>]

    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Reads a schedule.
    ///
    /// - Throws: `Fault` which names the part that is wrong.
    public init(_ text: String) throws(Fault) {
        guard text.utf8.count <= ReportingSchedule.textBytesMax else {
            throw Fault(part: String(text.prefix(40)) + "…")
        }
        var minutes: [Range<Int>] = []
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            minutes += try ReportingSchedule.spans(part)
        }
        description = text
        spans = ReportingSchedule.joined(minutes)
    }

    /// Whether a minute of the week, from Monday 00:00 on, is one in which the thing is expected to report.
    public func contains(minuteOfWeek minute: Int) -> Bool { spans.contains { $0.contains(minute) } }

    private static func spans(_ part: Substring) throws(Fault) -> [Range<Int>] {
        let words = part.lowercased().split(separator: " ")
        let fault = Fault(part: String(part))
        guard (1...2).contains(words.count), let days = days(words[0]) else { throw fault }
        guard let hours = words.count == 2 ? hours(words[1]) : (0, 1_440) else { throw fault }
        let length = hours.1 > hours.0 ? hours.1 - hours.0 : hours.1 + 1_440 - hours.0
        return days.flatMap { day in
            let start = day * 1_440 + hours.0
            let end = start + length
            if end <= minutesOfWeek { return [start..<end] }
            return [start..<minutesOfWeek, 0..<(end - minutesOfWeek)]
        }
    }

    private static func days(_ text: Substring) -> Set<Int>? {
        var result: Set<Int> = []
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = piece.split(separator: "-", omittingEmptySubsequences: false).map {
                days.firstIndex(of: String($0))
            }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else { return nil }
            for step in 0...((last - first + 7) % 7) { result.insert((first + step) % 7) }
        }
        return result
    }

    private static func hours(_ text: Substring) -> (Int, Int)? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(minutes)
        guard ends.count == 2, let from = ends[0], let until = ends[1], from < 1_440, from != until else { return nil }
        return (from, until)
    }

    private static func minutes(_ text: Substring) -> Int? {
        let numbers = text.split(separator: ":", omittingEmptySubsequences: false)
        guard numbers.count == 2, numbers.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(isDigit) }),
            let hour = Int(numbers[0]), let minute = Int(numbers[1]), (0...24).contains(hour),
            (0...59).contains(minute),
            hour < 24 || minute == 0
        else { return nil }
        return hour * 60 + minute
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func joined(_ spans: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, span.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                result.append(span)
            }
        }
        return result
    }
}
