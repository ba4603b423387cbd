import Store

/// What changed about a thing, in words: one line each.
enum ChangeText {
    static func lines(_ change: ThingChange) -> [String] {
        let lines = change.differences.map { difference in
            "  \(difference.column): \(shown(difference.before)) -> \(shown(difference.after))\n"
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

    private static func shown(_ value: String) -> String { value.isEmpty ? "nothing" : DisplayText.printable(value) }
}
