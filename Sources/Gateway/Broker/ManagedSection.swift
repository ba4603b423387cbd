/// The part of a broker's file that the gateway writes, between two marks at the end of the file; the rest is somebody
/// else's and stays byte for byte.
///
/// It stands at the end because in an access list everything behind a `user` line is that user's.
public enum ManagedSection {
    /// The line that it begins with.
    public static let begin = "# gateway: what follows is written by `gateway broker sync`; do not change it here"
    /// The line that it ends with.
    public static let end = "# gateway: end"

    /// The text with these lines as its section.
    public static func replacing(_ text: String, with lines: [String]) -> String {
        var kept = others(text).joined(separator: "\n")
        if !kept.isEmpty, !kept.hasSuffix("\n") { kept += "\n" }
        return kept + ([begin] + lines + [end]).joined(separator: "\n") + "\n"
    }

    /// The lines outside of the section.
    public static func others(_ text: String) -> [Substring] {
        var isInside = false
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            if line == begin { isInside = true }
            defer { if line == end { isInside = false } }
            return !isInside
        }
    }
}
