import ArgumentParser

/// How `gateway tail` writes.
enum TailFormat: String, CaseIterable, ExpressibleByArgument {
    /// A line a reading for people.
    case table
    /// The lines as the gateway tells them, one JSON object each.
    case jsonl
}
