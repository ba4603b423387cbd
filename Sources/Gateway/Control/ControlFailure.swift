/// Why a request was not answered: the line `{"error":"…"}`.
public struct ControlFailure: Error, Codable, Hashable, Sendable {
    /// What is wrong and what to do next.
    public let error: String

    /// Makes one of a sentence.
    public init(_ error: String) { self.error = error }
}
