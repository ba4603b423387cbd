import Gateway
import Store

/// What changed about a thing, in words: one line each.
enum ChangeText {
    static func lines(_ change: ThingChange) -> [String] {
        let lines = change.differences.map { difference in
            let (before, after) = (
                shown(difference.before, difference.column), shown(difference.after, difference.column)
            )
            return "  \(difference.column): \(before) -> \(after)\n"
        }
        return lines + (change.isKeyChanged ? ["  key: changed\n"] : [])
    }

    /// A text without the spaces around it.
    static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    private static func shown(_ value: String, _ column: String) -> String {
        if value.isEmpty { return "nothing" }
        // The audit has seconds; listings and files have what people write.
        if column == ThingColumn.expectedInterval.name, let duration = Duration(written: value) {
            return duration.written
        }
        return DisplayText.printable(value)
    }
}
