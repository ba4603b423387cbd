/// The links of a Markdown page that lead to files of the package.
enum DocumentLinks {
    /// Targets that do not exist, seen from the page's own folder.
    static func broken(in text: String, page: String, exists: (String) -> Bool) -> [String] {
        let folder = page.split(separator: "/").dropLast().joined(separator: "/")
        return targets(in: text).filter { target in
            guard !target.hasPrefix("#"), !target.contains("://"), !target.hasPrefix("mailto:") else { return false }
            let path = target.split(separator: "#")[0]
            return !exists(folder.isEmpty ? String(path) : "\(folder)/\(path)")
        }
    }

    private static func targets(in text: String) -> [String] {
        text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
    }
}
