/// What reading the whole audit found.
public enum AuditVerdict: Hashable, Sendable {
    /// Every line has the digest that it should have; the last one's is the audit's.
    case intact(lines: Int64, digest: [UInt8])
    /// This line does not follow from the one before it: it, or what stood before it, was changed from outside.
    case broken(line: Int64)
    /// Lines are missing before this one.
    case gap(before: Int64)
}
