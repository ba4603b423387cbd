import Gateway
import Observations
import Store

/// Whether a technician may pack up: a pure judgement of what was heard.
///
/// A failure of any check is a NO-GO. What is nobody's fault at the mast, such as a lost operations center, is a warning:
/// the sensor's part is done.
struct WatchVerdict {
    /// What was looked at, in order.
    let checks: [WatchCheck]

    /// Whether the work is done.
    var isGo: Bool { reasons.isEmpty }

    /// Why it is not.
    var reasons: [String] { checks.filter { $0.outcome == .failure }.map(\.text) }

    /// Judges what was heard.
    init(_ watched: WatchCase) {
        let uplinks = watched.uplinks
        guard !uplinks.isEmpty else {
            checks = [WatchVerdict.silence(watched)]
            return
        }
        var checks = [WatchVerdict.heard(watched, uplinks)]
        if let refusal = uplinks.lazy.compactMap(\.refusal).first {
            checks.append(WatchVerdict.refused(watched, refusal))
        } else if let newest = uplinks.last?.newest {
            let model = newest.reading.model ?? watched.thing?.model.description ?? "its model"
            checks.append(WatchCheck(subject: .decoded, outcome: .ok, text: "read as \(model)"))
        }
        if let newest = uplinks.last(where: { !$0.readings.isEmpty })?.newest {
            checks += [
                WatchVerdict.values(watched, newest), WatchVerdict.place(watched, newest),
                WatchVerdict.clock(newest), WatchVerdict.interval(watched, uplinks),
                WatchVerdict.frames(watched, uplinks), WatchVerdict.radio(newest), WatchVerdict.battery(newest),
                WatchVerdict.delivery(watched, newest),
            ].compactMap(\.self)
        }
        self.checks = checks
    }

    // MARK: Was it heard

    private static func silence(_ watched: WatchCase) -> WatchCheck {
        let span = ReadableTime.age(of: watched.began, at: watched.ended)
        var text = "nothing was heard of \(watched.name) within \(span)"
        if let last = watched.before?.received.flatMap({ Timestamp(iso8601: $0.utf8) }) {
            text += "; last heard \(ReadableTime.age(of: last, at: watched.ended)) ago"
            if let fault = watched.before?.fault { text += ", not readable (\(fault.reason))" }
        } else if let since = watched.before.flatMap({ Timestamp(iso8601: $0.since.utf8) }) {
            text += "; never since the gateway started \(ReadableTime.age(of: since, at: watched.ended)) ago"
        }
        if let thing = watched.thing, thing.state == .retired {
            text += "; it is retired: run `gateway device set \(thing.id) --state active`"
        }
        if watched.lines.contains(where: { $0.isFieldLost }) {
            text += "; meanwhile the gateway had lost the sensors' broker"
        }
        if watched.lines.contains(where: { $0.isJoin }) {
            text += "; it has joined the network, but sent no data"
        } else if watched.strangers.isEmpty {
            text += "; is it switched on, has it joined, and is its hardware id \(watched.hardwareID)?"
        }
        if !watched.strangers.isEmpty {
            text += "; heard meanwhile and registered nowhere: \(watched.strangers.joined(separator: ", "))"
        }
        return WatchCheck(subject: .heard, outcome: .failure, text: text)
    }

    private static func heard(_ watched: WatchCase, _ uplinks: [WatchUplink]) -> WatchCheck {
        let first = uplinks[0]
        var text = "after \(ReadableTime.age(of: watched.began, at: first.received))"
        if uplinks.count > 1 { text = "\(uplinks.count) messages, the first \(text)" }
        if let counter = uplinks.last?.frameCounter { text += ", frame \(counter)" }
        guard uplinks.count < watched.uplinksWanted, !uplinks.contains(where: { $0.refusal != nil }) else {
            return WatchCheck(subject: .heard, outcome: .ok, text: text)
        }
        let missing = "only \(uplinks.count) of \(watched.uplinksWanted) messages came within"
        let span = ReadableTime.age(of: watched.began, at: watched.ended)
        return WatchCheck(subject: .heard, outcome: .failure, text: "\(missing) \(span)")
    }

    // MARK: Could it be read

    private static func refused(_ watched: WatchCase, _ refusal: HeardRefusal) -> WatchCheck {
        let hardwareID = refusal.sender.hardwareID ?? watched.hardwareID
        let name = watched.thing?.id.string ?? "NAME"
        guard refusal.reason != QuarantineReason.identityMismatch.rawValue else {
            let text = "the message names another device than its topic: \(refusal.detail)"
            return WatchCheck(subject: .identity, outcome: .failure, text: text)
        }
        var text = "\(QuarantineReason.words(refusal.reason)): \(refusal.detail)"
        switch (refusal.reason, watched.suggestion?.split(separator: " ").first.map(String.init)) {
        case ("unknown-device", _):
            text = "no thing is registered for \(hardwareID)"
            if let suggestion = watched.suggestion { text += "; the payload reads as \(suggestion)" }
            let command = PendingDevice.command(hardwareID, watched.suggestion)
            text += "; run `\(command)`, which delivers this message, too"
        case (_, let model?) where model != watched.thing?.model.description:
            text += "; the payload reads as \(model): run `gateway device set \(name) --model \(model)`"
        case ("key-needed", _), ("wrong-key", _): text += "; run `gateway device set \(name) --key-file FILE`"
        default: break
        }
        return WatchCheck(subject: .decoded, outcome: .failure, text: text)
    }
}

extension HeardLine {
    fileprivate var isFieldLost: Bool {
        if case .link(let link) = event { return link.isField && !link.isOpen }
        return false
    }

    fileprivate var isJoin: Bool {
        if case .device("join", _) = event { return true }
        return false
    }
}
