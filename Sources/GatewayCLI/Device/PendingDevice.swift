import Devices
import Gateway
import Observations
import Store

/// A device that sends and is not registered: what was heard of it.
struct PendingDevice {
    let hardwareID: String
    private(set) var count = 0
    private(set) var first: Timestamp
    /// The newest message.
    private(set) var last: QuarantineEntry

    init(_ entry: QuarantineEntry, hardwareID: String) {
        self.hardwareID = hardwareID
        first = entry.received
        last = entry
    }

    mutating func heard(_ entry: QuarantineEntry) {
        count += 1
        first = min(first, entry.received)
        if last.received <= entry.received { last = entry }
    }

    /// The command that registers it, to copy and fill in; a model that is only one of several stays to be filled in, too.
    static func command(_ hardwareID: String, _ suggestion: String?) -> String {
        let model = suggestion.flatMap { $0.contains(" ") ? nil : $0 } ?? "VENDOR/MODEL"
        return "gateway device adopt \(quoted(hardwareID)) --thing NAME --model \(model) --agency AGENCY"
    }

    /// As a shell takes it; a hardware id comes from the device.
    private static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                    || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-_.:/".utf8.contains(byte)
            } && !text.hasPrefix("-")
        return isPlain ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
    }

    /// All that are in quarantine, the one that was heard last first.
    static func all(_ reader: BufferReader) throws(StoreError) -> [PendingDevice] {
        var devices: [String: PendingDevice] = [:]
        var last: SequenceNumber?
        let selection = QuarantineSelection(reasons: [.unknownDevice])
        while true {
            let rows = try reader.quarantined(selection, after: last, limit: 500)
            guard let end = rows.last else { break }
            last = end.sequence
            for row in rows {
                guard let hardwareID = row.entry.hardwareID else { continue }
                devices[hardwareID, default: PendingDevice(row.entry, hardwareID: hardwareID)].heard(row.entry)
            }
        }
        return devices.values.sorted { ($1.last.received, $0.hardwareID) < ($0.last.received, $1.hardwareID) }
    }
}
