import ArgumentParser

/// How a listing is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// Aligned columns for people.
    case table
    /// One JSON array.
    case json
    /// One JSON object a line.
    case jsonl
    /// RFC 4180 with a header line.
    case csv
}
