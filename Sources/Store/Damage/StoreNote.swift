internal import Glibc

/// What is known of the store outside of its file: that there is one, and about how many readings it held.
///
/// A database that was cut to nothing looks like a new one, and a log that is gone like none: this file, `buffer-note` in the state
/// directory, tells them apart. It is written when the store is opened and closed and when the number of readings has
/// changed much, and is not synced in between: the number is a bound for what is counted as lost, not an account.
///
/// ```
/// boot <the kernel's name of this boot, without hyphens>
/// readings <number>
/// ```
struct StoreNote: Hashable, Sendable {
    /// The boot in which it was written; what was not synced is known only within the same one.
    var boot: String
    /// How many readings were stored, about.
    var readings: Int

    /// Where the note of the store at `path` lies.
    static func path(for path: String) -> String { FileSystem.parent(of: path) + "/buffer-note" }

    /// Where a service that may not see the kernel's name of this boot is told it (`%b` of systemd).
    private static let bootVariable = "GATEWAY_BOOT_ID"

    /// The kernel's name of this boot; empty where nobody tells it.
    static func currentBoot() -> String {
        var name = ""
        do throws(StoreError) {
            let bytes = try FileSystem.read("/proc/sys/kernel/random/boot_id", from: 0, count: 36)
            name = String(decoding: bytes, as: UTF8.self)
        } catch {
            if let told = getenv(bootVariable) { name = String(cString: told) }
        }
        return name.filter { $0 != "-" && !$0.isWhitespace }
    }

    /// Whether it was surely written in this boot; one without a name may be any.
    func isOf(boot current: String) -> Bool { !boot.isEmpty && boot == current }

    /// Reads it; nothing when there is none, it cannot be read, or it makes no sense: it is only an aid, and no reason to
    /// refuse a store.
    static func read(for path: String) -> StoreNote? {
        let bytes: [UInt8]
        do throws(StoreError) {
            bytes = try FileSystem.read(StoreNote.path(for: path), from: 0, count: 512)
        } catch {
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        var values: [Substring: Substring] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            if words.count == 2 { values[words[0]] = words[1] }
        }
        guard let readings = values["readings"].flatMap({ Int($0) }), readings >= 0 else { return nil }
        return StoreNote(boot: values["boot"].map(String.init) ?? "", readings: readings)
    }

    /// Writes it in its place, always as long as before, so that it needs no room of its own.
    func write(for path: String, isSynced: Bool) throws(StoreError) {
        let text = "boot \(boot)\nreadings \(readings)\n"
        let bytes = Array(text.utf8) + [UInt8](repeating: UInt8(ascii: "\n"), count: max(0, 128 - text.utf8.count))
        try FileSystem.write(bytes, to: StoreNote.path(for: path), at: 0, isSynced: isSynced)
    }

    /// Notes the number of readings; where that fails, the note stays as it was, and only an estimate is poorer.
    mutating func follow(_ count: Int, of path: String, isSynced: Bool) {
        readings = count
        do throws(StoreError) { try write(for: path, isSynced: isSynced) } catch {}
    }

    /// Whether so many readings are so much more or less that it is worth writing.
    func isOutdated(by count: Int) -> Bool { count > readings + readings / 4 + 32 || count < readings / 2 }
}
