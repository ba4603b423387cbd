/// Why a model file's tables do not make a model: all faults at once.
public struct FieldMapError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// The key in the file, as `fields[2].unit`; tables count from 0.
        public let key: String
        /// What is wrong with it, and what would be right.
        public let problem: String

        /// The key and what is wrong.
        public var description: String { "\(key) \(problem)" }
    }

    /// What is wrong, in the order of the file.
    public let faults: [Fault]

    /// The same file gives the same faults.
    public var isRetriable: Bool { false }

    /// One line for each fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
