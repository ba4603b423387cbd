import Foundation
import Glibc
import Observations
import Store

/// The file `health` in the state directory: what a run knows of the health of things, for the next one.
///
/// Text, one line a thing, its values divided by tabs, `-` where there is none; times are microseconds since 1970.
///
/// | value | |
/// | --- | --- |
/// | 1 | the topic of its readings |
/// | 2 | the thing's name; `-`: its status was to be cleared, and nothing follows |
/// | 3 | the state a technician has set |
/// | 4, 5, 6 | hearing, since, last heard |
/// | 7 | the battery, as `87.0%` or `3.6V` |
/// | 8, 9 | rssi, snr |
/// | 10, 11 | reason and time of the last failure |
///
/// The first line is `gateway-health 1`. A new file takes the old one's place when it is on the disk: there is always a
/// whole one. A line that cannot be read is passed by: what it said will be learnt anew.
struct HealthFile: Sendable {
    static let head = "gateway-health 1"

    let path: String

    init(stateDirectory: String) { path = stateDirectory + "/health" }

    /// What the last run has left; nothing at the first start.
    ///
    /// - Throws: `GatewayError` which says why the file cannot be read.
    func read() throws(GatewayError) -> HealthRecord {
        guard FileManager.default.fileExists(atPath: path) else { return HealthRecord() }
        do {
            return HealthFile.record(String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self))
        } catch {
            throw .system("the file \(path) cannot be read: \(error)")
        }
    }

    /// Writes a part of a record beside the last one; the last part puts the new record in its place, and returns when it is
    /// on the disk.
    func write(_ part: HealthPart) throws(GatewayError) {
        let temporary = path + ".new"
        let begin = part.isFirst ? O_CREAT | O_TRUNC : O_APPEND
        let descriptor = open(temporary, O_WRONLY | O_CLOEXEC | begin, 0o640)
        guard descriptor >= 0 else { throw failure("opened") }
        defer { close(descriptor) }
        let bytes = Array(HealthFile.text(part.record, isFirst: part.isFirst).utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure("written") }
            written += count
        }
        guard part.isLast else { return }
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw failure("written") }
        let directory = open(URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false), O_RDONLY)
        guard directory >= 0 else { throw failure("synced") }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw failure("synced") }
    }

    private func failure(_ what: String) -> GatewayError {
        .system("the file \(path) could not be \(what): \(String(cString: strerror(errno)))")
    }

    // MARK: The text

    /// The head, where the text begins with it, and a line for each thing and for each topic that is to be cleared.
    static func text(_ record: HealthRecord, isFirst: Bool = true) -> String {
        var text = isFirst ? head + "\n" : ""
        for health in record.things {
            let last = health.last
            let battery = last.battery.charge.map { "\($0.value)\($0.unit)" }
            let values: [String?] = [
                health.readingTopic, health.id.string, health.state.rawValue, health.hearing.rawValue,
                "\(health.since.microseconds)", last.decoded.map { "\($0.microseconds)" }, battery,
                last.radio?.rssi.map { "\($0)" }, last.radio?.snr.map { "\($0)" }, last.failure?.reason.rawValue,
                last.failure.map { "\($0.time.microseconds)" },
            ]
            text += values.map { $0 ?? "-" }.joined(separator: "\t") + "\n"
        }
        for topic in record.cleared { text += topic + "\t-\n" }
        return text
    }

    static func record(_ text: String) -> HealthRecord {
        var record = HealthRecord()
        var lines = text.split(separator: "\n")[...]
        guard lines.popFirst() == Substring(head) else { return record }
        for line in lines {
            let values = line.split(separator: "\t", omittingEmptySubsequences: false).map { $0 == "-" ? nil : $0 }
            guard let topic = values.first ?? nil else { continue }
            if values.count == 2, values[1] == nil {
                record.cleared.append(String(topic))
            } else if let health = ThingHealth(topic: String(topic), values) {
                record.things.append(health)
            }
        }
        return record
    }
}

extension ThingHealth {
    /// A line's values, or nothing when they are not whole.
    fileprivate init?(topic: String, _ values: [Substring?]) {
        guard topic.hasSuffix("/reading"), values.count == 11, let name = values[1], let id = try? Slug(String(name)),
            let state = values[2].flatMap({ Thing.State(rawValue: String($0)) }),
            let hearing = values[3].flatMap({ Hearing(rawValue: String($0)) }),
            let since = values[4].flatMap({ Int64($0) })
        else { return nil }
        self.init(id: id, readingTopic: topic, since: Timestamp(microseconds: since))
        self.state = state
        self.hearing = hearing
        var last = LastHeard()
        last.decoded = values[5].flatMap { Int64($0) }.map { Timestamp(microseconds: $0) }
        last.battery = values[6].flatMap(LastHeard.Battery.init) ?? LastHeard.Battery()
        let radio = Radio(rssi: values[7].flatMap { Double($0) }, snr: values[8].flatMap { Double($0) })
        last.radio = radio.rssi == nil && radio.snr == nil ? nil : radio
        if let reason = values[9], let time = values[10].flatMap({ Int64($0) }) {
            let reason = QuarantineReason(rawValue: String(reason)) ?? .other
            let failure = LastHeard.Failure(reason: reason, time: Timestamp(microseconds: time))
            last.isFailing = last.decoded.map { $0 < failure.time } ?? true
            last.failure = failure
        }
        if last != LastHeard() { self.last = last }
    }
}

extension LastHeard.Battery {
    fileprivate init?(_ text: Substring) {
        guard let value = Double(text.dropLast()), value.isFinite else { return nil }
        switch text.last {
        case "%": self.init(level: value)
        case "V": self.init(voltage: value)
        default: return nil
        }
    }
}
