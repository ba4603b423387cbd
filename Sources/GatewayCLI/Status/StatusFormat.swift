import ArgumentParser

/// How a status is written.
enum StatusFormat: String, CaseIterable, ExpressibleByArgument {
    /// Lines for people.
    case table
    /// One JSON object.
    case json
}
