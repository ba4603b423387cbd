/// Writes text into memory that the caller has measured beforehand.
///
/// Every write checks that it fits: a wrong measure ends the program, it never writes past the end.
struct ByteWriter {
    private let start: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    /// How many bytes are written.
    private(set) var count = 0

    /// Starts at the beginning of the memory.
    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        guard let start = buffer.baseAddress else { preconditionFailure("A writer needs memory to write to.") }
        self.start = start
        capacity = buffer.count
    }

    /// What is written so far.
    var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// Writes one byte.
    @inline(__always)
    mutating func write(byte: UInt8) {
        precondition(count < capacity, "More is written than was measured.")
        start[count] = byte
        count &+= 1
    }

    /// Writes bytes as they are.
    @inline(__always)
    mutating func write(_ source: UnsafeRawPointer, count length: Int) {
        precondition(length <= capacity &- count, "More is written than was measured.")
        UnsafeMutableRawPointer(start + count).copyMemory(from: source, byteCount: length)
        count &+= length
    }

    /// Writes a text of the program itself as it is.
    @inline(__always)
    mutating func write(_ text: StaticString) {
        write(UnsafeRawPointer(text.utf8Start), count: text.utf8CodeUnitCount)
    }

    /// Writes bytes as they are.
    @inline(__always)
    mutating func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            write(base, count: source.count)
        }
    }

    /// Writes a text as it is, without escapes.
    @inline(__always)
    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { source in
            guard let base = source.baseAddress else { return }
            write(base, count: source.count)
        }
    }

    /// Makes room for bytes that the caller writes itself, and answers where they end.
    @inline(__always)
    mutating func advance(by length: Int) -> UnsafeMutablePointer<UInt8> {
        precondition(length <= capacity &- count, "More is written than was measured.")
        count &+= length
        return start + count
    }
}
