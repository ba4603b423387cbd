/// Gives a reading its id: a hash of what the device sent, never of what became of it.
///
/// The id is SipHash-2-4 with the 16 bytes `ioc-reading-id-1` as its key over these 64-bit little-endian words, in this
/// order. Ids are stored and compared across versions, so **this format never changes**; the tests hold vectors.
///
/// | part | words | when |
/// | --- | --- | --- |
/// | thing | `1 \| bytes << 8`, then the id's bytes, filled up with zeros to whole words | always |
/// | payload | `2 \| bytes << 8`, then the raw payload, filled up with zeros to whole words | always |
/// | port | `3 \| port << 8` | the network gave a port |
/// | frame counter | `4 \| counter << 8` | the network gave a frame counter |
/// | index | `5 \| index << 8` | always; the reading's place within its payload, from 0 |
/// | claimed time | `6`, then the microseconds as two's complement | device or network claimed a time |
/// | reception | `7`, then the microseconds as two's complement | neither a time was claimed nor a counter given |
public struct ReadingIDHasher: Sendable {
    private var hash: SipHash
    private let hasFrameCounter: Bool

    /// Takes in what all readings of one payload share.
    public init(thing: Slug, payload: [UInt8], port: UInt8?, frameCounter: UInt32?) {
        hash = SipHash(key0: 0x6461_6572_2d63_6f69, key1: 0x312d_6469_2d67_6e69)
        hasFrameCounter = frameCounter != nil
        var name = thing.string
        name.withUTF8 { ReadingIDHasher.absorb(UnsafeRawBufferPointer($0), tag: 1, into: &hash) }
        payload.withUnsafeBytes { ReadingIDHasher.absorb($0, tag: 2, into: &hash) }
        if let port { hash.absorb(3 | UInt64(port) << 8) }
        if let frameCounter { hash.absorb(4 | UInt64(frameCounter) << 8) }
    }

    /// The id of one reading of the payload.
    ///
    /// - Parameters:
    ///   - index: the reading's place within its payload, from 0.
    ///   - claimedTime: the device's time, else the network's, as claimed: before it is judged.
    ///   - reception: when the gateway received the payload; used only where nothing else tells repeats apart.
    /// - Returns: the same id for the same arguments, for ever.
    public func id(index: Int, claimedTime: Timestamp?, reception: Timestamp) -> ReadingID {
        var hash = hash
        hash.absorb(5 | UInt64(truncatingIfNeeded: index) << 8)
        if let claimedTime {
            hash.absorb(6)
            hash.absorb(UInt64(bitPattern: claimedTime.microseconds))
        } else if !hasFrameCounter {
            hash.absorb(7)
            hash.absorb(UInt64(bitPattern: reception.microseconds))
        }
        return ReadingID(bits: hash.finish())
    }

    @inline(__always)
    private static func absorb(_ bytes: UnsafeRawBufferPointer, tag: UInt64, into hash: inout SipHash) {
        hash.absorb(tag | UInt64(bytes.count) << 8)
        var offset = 0
        while offset + 8 <= bytes.count {
            hash.absorb(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        guard offset < bytes.count else { return }
        var last: UInt64 = 0
        for position in offset..<bytes.count { last |= UInt64(bytes[position]) << (8 * UInt64(position - offset)) }
        hash.absorb(last)
    }
}
