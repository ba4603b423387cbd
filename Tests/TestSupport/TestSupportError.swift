/// Why a test's surroundings could not be set up.
public struct TestSupportError: Error, CustomStringConvertible {
    /// What went wrong.
    public let description: String

    /// Makes one.
    public init(_ description: String) {
        self.description = description
    }
}
