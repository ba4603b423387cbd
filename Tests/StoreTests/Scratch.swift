import Glibc
import Observations
import Store
import Testing

/// A directory of its own for one test; it is removed with the value.
final class Scratch: Sendable {
    let path: String

    init(_ kind: String = "store") {
        var template = Array("/tmp/\(kind)-tests-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/tmp/store-tests"
        }
    }

    deinit { remove(path) }

    var buffer: String { path + "/buffer.db" }
    var registry: String { path + "/registry.db" }

    /// The names in the directory.
    var names: [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
            )
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    private func remove(_ path: String) {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }
}

extension Scratch {
    /// The first page of the buffer's file.
    var firstPage: [UInt8] {
        let file = Glibc.open(buffer, O_RDONLY)
        defer { close(file) }
        var page = [UInt8](repeating: 0, count: 4_096)
        return pread(file, &page, page.count, 0) == page.count ? page : []
    }
}

/// Bytes of a file.
func read(_ path: String, at offset: Int, count: Int) throws -> [UInt8] {
    let file = Glibc.open(path, O_RDONLY)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    try #require(pread(file, &bytes, count, off_t(offset)) == count)
    return bytes
}

/// Puts bytes into a file.
func write(_ bytes: [UInt8], to path: String, at offset: Int) throws {
    let file = Glibc.open(path, O_WRONLY)
    defer { close(file) }
    try #require(pwrite(file, bytes, bytes.count, off_t(offset)) == bytes.count)
}

/// Flips one bit of a file.
func flip(_ path: String, at offset: Int) throws {
    let file = Glibc.open(path, O_RDWR)
    try #require(file >= 0)
    defer { close(file) }
    var byte: UInt8 = 0
    try #require(pread(file, &byte, 1, off_t(offset)) == 1)
    byte ^= 0x10
    try #require(pwrite(file, &byte, 1, off_t(offset)) == 1)
}

extension ThingRegistry {
    /// The file to change, by a tester whose clock stands still.
    convenience init(path: String) throws(StoreError) {
        try self.init(path: path, author: Author("tester") { moment() })
    }

    /// Gives the thing of that name these properties; false when it had them before.
    @discardableResult
    func update(_ thing: Thing) throws -> Bool { try !change(thing: thing.id) { _ in thing }.isEmpty }
}

/// 2026-11-23T08:00:00Z and some seconds.
func moment(_ seconds: Double = 0) -> Timestamp {
    Timestamp(microseconds: 1_795_420_800_000_000 + Int64(seconds * 1_000_000))
}

/// A reading that says nothing much; `number` makes its id.
func reading(
    _ number: Int,
    thing: String = "aq-01",
    topic: String = "ioc/v1/environment-dept/environment/aq-01/reading",
    bytes: Int = 400,
    received: Timestamp? = nil,
    parked: ParkReason? = nil
) throws -> OutboxReading {
    var body = Array(#"{"n":\#(number),"replayed":false,"fill":""#.utf8)
    body += [UInt8](repeating: UInt8(ascii: "x"), count: max(0, bytes - body.count - 2)) + Array("\"}".utf8)
    return OutboxReading(
        id: ReadingID(bits: UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15),
        thing: try Slug(thing),
        topic: topic,
        body: body,
        replayedOffset: 7 + String(number).count + 11,
        received: received ?? moment(Double(number) / 1000),
        receivedSteadyMicroseconds: Int64(number),
        connection: 7,
        parked: parked
    )
}

/// A message that nobody could decode.
func poison(_ number: Int, hardwareID: String? = "dev-1", bytes: Int = 20, topic: String = "field/x/up")
    -> QuarantineEntry
{
    QuarantineEntry(
        hardwareID: hardwareID,
        topic: Array(topic.utf8),
        payload: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: bytes),
        received: moment(Double(number)),
        reason: .undecodable,
        detail: "message \(number)"
    )
}

/// The permission bits of a file or directory.
func mode(of path: String) throws -> UInt32 {
    var status = stat()
    try #require(stat(path, &status) == 0, "\(path)")
    return status.st_mode & 0o777
}

/// The length of a file, 0 when there is none.
func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

/// Removes a directory of a test and the files in it.
func removeAll(in path: String) {
    for suffix in ["", "-wal", "-shm", ".reserve"] { unlink(path + "/buffer.db" + suffix) }
    rmdir(path)
}

/// Copies a file as it is at this moment.
func copy(_ from: String, to destination: String) throws {
    let input = open(from, O_RDONLY)
    try #require(input >= 0)
    defer { close(input) }
    let output = open(destination, O_WRONLY | O_CREAT | O_TRUNC, 0o640)
    try #require(output >= 0)
    defer { close(output) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
        let count = read(input, &buffer, buffer.count)
        try #require(count >= 0)
        if count == 0 { return }
        try #require(write(output, buffer, count) == count)
    }
}

/// Overwrites bytes of a file.
func damage(_ path: String, at offset: Int, count: Int) throws {
    let file = open(path, O_WRONLY)
    try #require(file >= 0)
    defer { close(file) }
    let garbage = [UInt8](repeating: 0xA5, count: count)
    try #require(pwrite(file, garbage, count, off_t(offset)) == count)
}
