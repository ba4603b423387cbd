internal import Glibc

/// Disk space held back, so that quarantine and ledger can be written when the file system is full.
///
/// It is a file of blocks that are allocated and hold nothing. Giving it up makes that much room for the database and its
/// log. While it is given up no reading may use the room: `BufferFile` refuses them until the reserve is held again.
struct SpaceReserve: Sendable {
    /// Room that must be left beside the reserve before it is taken again, so that it is not taken and given up in turns.
    static let slackBytes: Int64 = 2 << 20

    /// Where the file is.
    let path: String
    /// How much it holds; 0 means that there is no reserve, which is always held.
    let bytes: Int64
    /// Whether the room is there.
    private(set) var isHeld = false

    init(path: String, bytes: Int64) {
        self.path = path
        self.bytes = bytes
    }

    /// Takes the room if the file system has it.
    mutating func take() throws(StoreError) {
        if bytes == 0 {
            isHeld = true
            return
        }
        if isHeld { return }
        if FileSystem.size(of: path) == bytes {
            isHeld = true
            return
        }
        try FileSystem.remove(path)
        guard let available = FileSystem.availableBytes(at: FileSystem.parent(of: path)),
            available >= bytes + SpaceReserve.slackBytes
        else { return }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, message: FileSystem.lastError()) }
        defer { close(descriptor) }
        if posix_fallocate(descriptor, 0, off_t(bytes)) == 0 {
            isHeld = true
        } else {
            try FileSystem.remove(path)
        }
    }

    /// Gives the room up.
    ///
    /// - Returns: whether there was room to give up.
    mutating func giveUp() throws(StoreError) -> Bool {
        guard isHeld, bytes > 0 else { return false }
        try FileSystem.remove(path)
        isHeld = false
        return true
    }
}
