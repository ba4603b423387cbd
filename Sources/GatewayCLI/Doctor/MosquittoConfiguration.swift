import Foundation

/// What a mosquitto.conf says, with the files of its `include_dir`; only what a gateway depends on.
struct MosquittoConfiguration {
    /// The last value of each setting; a setting without a value has an empty one.
    private(set) var values: [String: String] = [:]
    /// The ports of the listeners.
    private(set) var ports: [Int] = []

    /// The files that one process reads at most: a directory that includes itself has an end.
    private static let filesMax = 100
    private var filesRead = 0

    /// Reads a file; nothing when it or one that it includes cannot be read.
    init?(path: String) {
        guard read(path) else { return nil }
    }

    /// Whether messages and sessions survive a restart of the broker.
    var isPersistent: Bool { isOn("persistence") }

    /// How many seconds of them a power cut takes.
    var autosaveSeconds: Int { integer("autosave_interval", default: 1_800) }

    /// How many messages wait for a client that is away.
    var queuedMessagesMax: Int { integer("max_queued_messages", default: 1_000) }

    /// How many a client holds unacknowledged.
    var inflightMessagesMax: Int { integer("max_inflight_messages", default: 20) }

    /// Whether a client that logs in gets its user name as its client identifier.
    var replacesClientID: Bool { isOn("use_username_as_clientid") }

    /// Whether a broker with this file listens on a port; without a listener it is 1883.
    func listens(on port: Int) -> Bool { ports.isEmpty ? port == 1_883 : ports.contains(port) }

    private func isOn(_ name: String) -> Bool { values[name] == "true" }

    private func integer(_ name: String, default standard: Int) -> Int { values[name].flatMap { Int($0) } ?? standard }

    private mutating func read(_ path: String) -> Bool {
        filesRead += 1
        guard filesRead <= MosquittoConfiguration.filesMax, let data = FileManager.default.contents(atPath: path) else {
            return false
        }
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard let name = words.first, !name.hasPrefix("#") else { continue }
            let value = words.count > 1 ? words[1].trimmingCharacters(in: .whitespaces) : ""
            switch name {
            case "include_dir":
                guard let names = try? FileManager.default.contentsOfDirectory(atPath: value) else { return false }
                for file in names.sorted() where file.hasSuffix(".conf") {
                    guard read("\(value)/\(file)") else { return false }
                }
            case "listener", "port":
                if let port = value.split(separator: " ").first.flatMap({ Int($0) }) { ports.append(port) }
            default: values[String(name)] = value
            }
        }
        return true
    }
}
