internal import Crypto

/// The bytes that a line of the audit is digested by, as `AuditEntry` has them, in memory that serves line after line.
struct AuditFrame {
    private var bytes: [UInt8] = []

    /// The digest of what was added.
    var digest: [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// Begins a line after one of that digest.
    mutating func begin(after previous: [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        bytes += previous
    }

    /// Adds a number.
    mutating func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { add($0) } }

    /// Adds the bytes of a text.
    mutating func add(_ field: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: UInt64(field.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: field)
    }
}
