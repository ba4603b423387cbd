public import Observations

/// One line of the audit: who changed what, and when.
///
/// A line's digest is SHA-256 over the digest of the line before it (32 zero bytes for the first one) and over this line's
/// own fields, each as its length in bytes (a 64-bit big-endian number) and its bytes: line, time in microseconds and the
/// texts author, action, subject, detail; the two numbers as 64-bit big-endian two's complement. So whoever changes a line,
/// or takes one out of the middle, has to write all later lines anew; a digest that was noted elsewhere shows even that.
public struct AuditEntry: Hashable, Sendable {
    /// Its place, from 1.
    public let line: Int64
    /// When.
    public let at: Timestamp
    /// Who.
    public let author: String
    /// What was done.
    public let action: AuditAction
    /// The word that stands for the action in the file; another one only where a newer gateway wrote it.
    public let actionText: String
    /// Which thing or model it was done to.
    public let subject: String
    /// The particulars: a JSON object, without any secret.
    public let detail: String
    /// What the line's digest is in the file: 32 bytes.
    public let digest: [UInt8]

    /// The digest of the line before the first.
    static let noDigest = [UInt8](repeating: 0, count: 32)

    /// The digest that the line should have after a line of another digest.
    public func expectedDigest(after previous: [UInt8]) -> [UInt8] {
        var frame = AuditFrame()
        frame.begin(after: previous)
        frame.add(line)
        frame.add(at.microseconds)
        for text in [author, actionText, subject, detail] { Array(text.utf8).withUnsafeBytes { frame.add($0) } }
        return frame.digest
    }
}
