/// Everything that is wrong with a configuration, or with a directory of model files.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one fault, in the order of the files and of their sections.
    public let faults: [ConfigurationFault]

    /// An error by its faults.
    public init(faults: [ConfigurationFault]) {
        precondition(!faults.isEmpty, "an error about a file names at least one fault")
        self.faults = faults
    }

    /// Never: a file has to be edited first.
    public var isRetriable: Bool { false }

    /// One line a fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }

    /// The same faults, found in this file.
    func naming(file: String) -> ConfigurationError {
        ConfigurationError(
            faults: faults.map {
                ConfigurationFault(file: file, key: $0.key, problem: $0.problem, allowed: $0.allowed)
            }
        )
    }
}
