/// The log beside a database file, read without SQLite.
///
/// SQLite ends at the first frame whose checksum is wrong, and says nothing of the transactions behind it: a flipped bit
/// takes back what was committed. Checksums run on from frame to frame and each frame carries its own, so that every frame can be
/// verified by itself from the one before it. Format: https://www.sqlite.org/fileformat2.html#walformat, all big-endian:
/// ```
/// header   0 magic 377f0682 (checksums over little-endian words) or 377f0683   4 version   8 page bytes   12 checkpoint
///          16 salt, 8 bytes   24 checksum of bytes 0 to 23, 8 bytes
/// frame    0 page   4 pages of the database, in the last frame of a transaction, else 0   8 salt, 8 bytes
///          16 checksum of bytes 0 to 7 and the page, 8 bytes   24 the page
/// ```
struct WriteAheadLog {
    /// One verified frame.
    struct Frame: Hashable {
        /// Its place, counted from 0.
        let number: Int
        let page: UInt32
        /// Of the database, where a transaction ends with it; else 0.
        let pagesAfterCommit: UInt32
    }

    static let headerBytes = 32
    static let frameHeaderBytes = 24

    let path: String
    let pageBytes: Int
    let salt: UInt64
    /// All frames of this generation that can be verified, in order.
    private(set) var frames: [Frame] = []
    /// The first frame that SQLite would not take: damaged, of an older generation, or beyond the end.
    private(set) var firstNotTaken = 0

    /// Reads a log; nothing when there is none, or nothing in it can be verified.
    init?(path: String, pageBytes expected: Int) throws(StoreError) {
        guard let bytes = FileSystem.size(of: path), bytes > WriteAheadLog.headerBytes + WriteAheadLog.frameHeaderBytes
        else { return nil }
        let header = try FileSystem.read(path, from: 0, count: WriteAheadLog.headerBytes)
        let first = try FileSystem.read(path, from: Int64(WriteAheadLog.headerBytes), count: 24)
        self.path = path
        let sum = Checksum.bigEndian(header, 24)
        let isWhole =
            header[0..<4] == [0x37, 0x7F, 0x06, 0x82] && Checksum().adding(header[0..<24]).value == sum
        pageBytes = isWhole ? Int(Checksum.bigEndian(header, 8) >> 32) : expected
        // A damaged header: the first frame tells the generation, and is itself verified by the header's checksum at best.
        salt = Checksum.bigEndian(isWhole ? header : first, isWhole ? 16 : 8)
        guard pageBytes == expected else { return nil }
        try read(bytes: bytes, seed: Checksum(sum), isWhole: isWhole)
        if frames.isEmpty { return nil }
    }

    private mutating func read(bytes: Int64, seed: Checksum, isWhole: Bool) throws(StoreError) {
        let frameBytes = WriteAheadLog.frameHeaderBytes + pageBytes
        let count = Int((bytes - Int64(WriteAheadLog.headerBytes)) / Int64(frameBytes))
        let framesPerRead = max(1, (256 << 10) / frameBytes)
        // What the frame before said, and what it should have said: either verifies the next one.
        var stored = seed
        var computed = seed
        var isTaken = isWhole
        for start in stride(from: 0, to: count, by: framesPerRead) {
            let here = min(framesPerRead, count - start)
            let chunk = try FileSystem.read(path, from: offset(of: start), count: here * frameBytes)
            for number in start..<start + chunk.count / frameBytes {
                let place = (number - start) * frameBytes
                let frame = chunk[place..<place + frameBytes]
                let said = Checksum(Checksum.bigEndian(chunk, place + 16))
                let isOurs = Checksum.bigEndian(chunk, place + 8) == salt
                let page = UInt32(truncatingIfNeeded: Checksum.bigEndian(chunk, place) >> 32)
                let pages = UInt32(truncatingIfNeeded: Checksum.bigEndian(chunk, place))
                func sum(from seed: Checksum) -> Checksum {
                    seed.adding(frame[place..<place + 8]).adding(frame[(place + WriteAheadLog.frameHeaderBytes)...])
                }
                let fromStored = sum(from: stored)
                let isVerified =
                    isOurs && page > 0 && (fromStored == said || (computed != stored && sum(from: computed) == said))
                if isVerified { frames.append(Frame(number: number, page: page, pagesAfterCommit: pages)) }
                isTaken = isTaken && isOurs && page > 0 && fromStored == said
                if isTaken { firstNotTaken = number + 1 }
                computed = fromStored
                stored = said
            }
        }
    }

    /// Where a frame begins.
    func offset(of number: Int) -> Int64 {
        Int64(WriteAheadLog.headerBytes) + Int64(number) * Int64(WriteAheadLog.frameHeaderBytes + pageBytes)
    }

    /// How many frames SQLite would take: those of whole transactions before the first that is wrong.
    var framesTaken: Int {
        let last = frames.last { $0.pagesAfterCommit > 0 && $0.number < firstNotTaken }
        return last.map { $0.number + 1 } ?? 0
    }

    /// How many whole transactions SQLite would not take though they are there.
    var commitsNotTaken: Int { frames.count { $0.number >= firstNotTaken && $0.pagesAfterCommit > 0 } }

    /// The verified frames up to the last one that ends a transaction.
    var committed: ArraySlice<Frame> {
        let end = frames.lastIndex { $0.pagesAfterCommit > 0 }
        return frames[..<(end.map { $0 + 1 } ?? 0)]
    }

    /// As `committed`, without a last transaction that lacks frames: a power cut tore it while it was under way.
    private var confirmed: ArraySlice<Frame> {
        let all = committed
        guard var first = all.indices.last else { return all }
        while first > 0, frames[first - 1].pagesAfterCommit == 0, frames[first - 1].number == frames[first].number - 1 {
            first -= 1
        }
        let before = first > 0 ? frames[first - 1].number : -1
        if frames[first].number == before + 1 { return all }
        return frames[..<first].lastIndex { $0.pagesAfterCommit > 0 }.map { frames[...$0] } ?? []
    }

    /// Whether the last transaction that has its end lacks frames before it.
    var isLastTransactionTorn: Bool { confirmed.count < committed.count }

    /// Writes the verified frames into a database file, as a checkpoint does.
    ///
    /// `afterPowerCut` says that the last transaction may have been under way: it counts only as a whole.
    func apply(to database: String, afterPowerCut: Bool) throws(StoreError) {
        let frames = afterPowerCut ? confirmed : committed
        guard let last = frames.last else { return }
        var places: [UInt32: Int] = [:]
        for frame in frames { places[frame.page] = frame.number }
        try FileSystem.create(file: database)
        for (page, number) in places.sorted(by: { $0.key < $1.key }) where page <= last.pagesAfterCommit {
            let place = offset(of: number) + Int64(WriteAheadLog.frameHeaderBytes)
            let bytes = try FileSystem.read(path, from: place, count: pageBytes)
            try FileSystem.write(bytes, to: database, at: Int64(page - 1) * Int64(pageBytes), isSynced: false)
        }
        try FileSystem.resize(database, to: Int64(last.pagesAfterCommit) * Int64(pageBytes))
    }
}
