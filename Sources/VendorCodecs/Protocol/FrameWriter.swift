/// Writes one frame: numbers are little-endian, and the first four bytes say how many follow.
public struct FrameWriter {
    /// The frame, whose length is filled in by `finish`.
    public private(set) var bytes: [UInt8] = [0, 0, 0, 0]

    /// An empty frame.
    public init() {}

    /// Appends a byte.
    public mutating func write(_ byte: UInt8) { bytes.append(byte) }

    /// Appends four bytes.
    public mutating func write(_ number: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// Appends eight bytes.
    public mutating func write(_ number: Int64) {
        for shift in stride(from: Int64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// Appends a number of bytes and the bytes.
    public mutating func write(_ content: some Collection<UInt8>) {
        write(UInt32(content.count))
        bytes.append(contentsOf: content)
    }

    /// Puts a number over four bytes that were written before.
    public mutating func overwrite(_ number: UInt32, at offset: Int) {
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: number >> UInt32(8 * index)) }
    }

    /// The complete frame.
    public mutating func finish() -> [UInt8] {
        overwrite(UInt32(bytes.count - 4), at: 0)
        return bytes
    }
}
