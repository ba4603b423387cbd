/// What SQLite's shared memory file says of the log: how far it went when a process was killed.
///
/// It is never synced, so it says nothing after a power cut; after the end of a process it is exact. Format:
/// https://www.sqlite.org/walformat.html#the_wal_index_header, in the machine's byte order; bytes 48 to 95 repeat 0 to 47.
struct LogIndex {
    /// How many frames of the log were committed.
    let frames: Int
    let salt: UInt64

    /// Nothing when there is none, or its two halves differ.
    init?(path: String) throws(StoreError) {
        guard FileSystem.exists(path) else { return nil }
        let bytes = try FileSystem.read(path, from: 0, count: 96)
        guard bytes.count == 96, bytes[0..<48] == bytes[48..<96], bytes[12] != 0 else { return nil }
        frames = bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: 16, as: UInt32.self)) }
        // The salts are kept as the log has them.
        salt = Checksum.bigEndian(bytes, 32)
    }
}
