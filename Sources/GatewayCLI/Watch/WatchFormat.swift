import ArgumentParser

/// How `gateway watch` writes its verdict.
enum WatchFormat: String, CaseIterable, ExpressibleByArgument {
    /// A checklist, and the verdict in large letters.
    case table
    /// One JSON object.
    case json
}
