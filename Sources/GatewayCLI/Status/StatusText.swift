import Gateway
import Observations
import Store

/// What `gateway status` shows to people: one line for each question that somebody has in front of a cabinet.
enum StatusText {
    /// The text about a running gateway.
    ///
    /// `pending` devices wait in quarantine to be adopted; nothing when that could not be seen.
    static func running(_ status: GatewayStatus, now: Timestamp, pending: Int? = nil) -> String {
        let started = Timestamp(iso8601: Array(status.started.utf8)[...])
        let since =
            started.map { "since \(ReadableTime.clock($0)) (\(ReadableTime.age(of: $0, at: now)))" } ?? status.started
        let totals = status.totals
        var lines = [
            ("gateway", "\(status.gateway), version \(status.version), process \(status.processID), \(since)"),
            ("field", link(status.field) + sessions(status.field)),
            ("uplink", link(status.uplink) + window(status)),
            ("backlog", backlog(status.backlog.rows, status.backlog.bytes, status.backlog.parked, oldest(status), now)),
        ]
        if let buffer = status.buffer { lines.append(("buffer", MachineText.buffer(buffer, status))) }
        lines += [
            ("dropped", dropped(status.dropped)),
            ("quarantine", quarantine(status.quarantined, pending)),
            ("obstacle", obstacle(status.obstacle)),
            ("clock", status.isClockSynchronised ? "synchronised" : "NOT synchronised: readings say so"),
            ("things", "\(status.things)"),
        ]
        if let devices = status.devices { lines.append(("devices", MachineText.devices(devices))) }
        if let fault = status.registryFault { lines.append(("registry", MachineText.registry(fault))) }
        if let rates = status.rates { lines.append(("rates", MachineText.rates(rates))) }
        lines += [
            ("received", "\(totals.received) messages with \(totals.readings) readings"),
            ("became", became(totals)),
        ]
        if status.backlog.setAside > 0 { lines.append(("set aside", setAside(status.backlog.setAside))) }
        lines += (status.certificates ?? []).map { ("valid", MachineText.certificate($0, now: now)) }
        if let disk = status.disk { lines.append(("disk", MachineText.disk(disk))) }
        if let codecs = status.codecs, codecs.calls > 0 { lines.append(("codecs", Self.codecs(codecs))) }
        if !others(totals).isEmpty { lines.append(("also", others(totals))) }
        return text(lines)
    }

    /// The text about a gateway that does not run.
    static func stopped(
        _ summary: OutboxSummary,
        configuration: GatewayConfiguration,
        now: Timestamp,
        pending: Int? = nil
    ) -> String {
        text([
            ("gateway", "\(configuration.gateway.id), not running"),
            ("backlog", backlog(summary.rows, summary.bytes, summary.parkedRows, summary.oldest, now)),
            ("dropped", dropped(summary.droppedTotal)),
            ("quarantine", quarantine(summary.quarantinedRows, pending)),
        ])
    }

    /// Names of ten columns, and values that are folded so that a line has at most eighty.
    private static func text(_ lines: [(name: String, value: String)]) -> String {
        lines.map { line in
            let name = DisplayText.padded(line.name, to: 10, isRight: false)
            let value = DisplayText.folded(DisplayText.printable(line.value), to: 68)
            return "\(name)  \(value.joined(separator: "\n            "))\n"
        }.joined()
    }

    private static func link(_ link: GatewayStatus.LinkStatus) -> String {
        let state = link.isConnected ? "connected" : "NOT connected"
        let error = link.lastError.map { ", last error: \($0)" } ?? ""
        return "\(state) for \(ReadableTime.span(seconds: link.seconds))\(error)"
    }

    private static func sessions(_ link: GatewayStatus.LinkStatus) -> String {
        link.sessionsLost > 0 ? ", the broker forgot our session \(link.sessionsLost) times" : ""
    }

    private static func window(_ status: GatewayStatus) -> String {
        status.uplink.isConnected ? ", \(status.outstanding) of at most \(status.window) readings on their way" : ""
    }

    private static func oldest(_ status: GatewayStatus) -> Timestamp? {
        status.backlog.oldest.flatMap { Timestamp(iso8601: Array($0.utf8)[...]) }
    }

    private static func backlog(_ rows: Int, _ bytes: Int64, _ parked: Int, _ oldest: Timestamp?, _ now: Timestamp)
        -> String
    {
        guard rows > 0 else { return "empty" }
        let age = oldest.map { ", the oldest waits for \(ReadableTime.age(of: $0, at: now))" } ?? ""
        let refused = parked > 0 ? "; the uplink has refused \(parked) of them" : ""
        return "\(rows) readings, \(ReadableTime.size(bytes: bytes))\(age)\(refused)"
    }

    private static func setAside(_ count: Int) -> String {
        "\(count) readings at which the server ends the connection; tried again within the hour"
    }

    private static func dropped(_ count: Int64) -> String {
        count == 0 ? "none" : "\(count) readings, by a declared limit"
    }

    private static func quarantine(_ count: Int, _ pending: Int?) -> String {
        guard count > 0 else { return "empty" }
        let adoptable = pending.map { pending in
            let devices = pending == 1 ? "1 device waits" : "\(pending) devices wait"
            return pending > 0 ? "; \(devices) to be adopted, see `gateway device pending`" : ""
        }
        return "\(count) messages; see `gateway quarantine list`\(adoptable ?? "")"
    }

    private static func codecs(_ codecs: GatewayStatus.Codecs) -> String {
        let failed = codecs.failures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let failures = failed.isEmpty ? "" : "; without an answer: \(failed.joined(separator: ", "))"
        let off = codecs.switchedOff.sorted { $0.key < $1.key }.map { "; \($0.key) is SWITCHED OFF: \($0.value)" }
        return "\(codecs.calls) payloads\(failures)\(off.joined())"
    }

    private static func obstacle(_ name: String?) -> String {
        switch name {
        case nil: "none"
        case "outbox_full": "outbox_full: the outbox is at its limit, nothing is taken from the field"
        case "store_failed": "store_failed: the disk does not take readings, nothing is taken from the field"
        case let other?: other
        }
    }

    private static func became(_ totals: GatewayStatus.Totals) -> String {
        "\(totals.forwarded) forwarded, \(totals.buffered) buffered (\(totals.drained) drained since), "
            + "\(totals.duplicates) duplicates, \(totals.quarantined) quarantined"
    }

    /// As "device events (3 join, 1 log)".
    private static func events(_ totals: GatewayStatus.Totals) -> String {
        let kinds = totals.deviceEventKinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return kinds.isEmpty ? "device events" : "device events (\(kinds.joined(separator: ", ")))"
    }

    private static func others(_ totals: GatewayStatus.Totals) -> String {
        let refusals = totals.refusals.sorted { $0.key < $1.key }.map { ("refused with \($0.key)", $0.value) }
        let counts = [
            ("replayed", totals.replayed), ("withheld", totals.withheld), ("retained copies", totals.retained),
            (events(totals), totals.deviceEvents), ("gaps in Sparkplug's sequence", totals.sequenceGaps),
            ("without a reading", totals.withoutReading),
            ("of another sender than their topic says", totals.identityMismatches),
            ("events of things", totals.announced),
            ("fields skipped", totals.skippedFields), ("of floods only counted", totals.floods),
            ("without a subscriber", totals.withoutSubscriber),
            ("failed commits", totals.commitFailures),
        ]
        return (counts + refusals).filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }
}
