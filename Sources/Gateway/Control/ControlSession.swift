import Foundation
import Logging
import MQTT
import Store

/// One client of the socket, on a thread of its own: its request, and the answer.
///
/// To answer another kind of request: a case of ``ControlRequest`` and one line of `answer`.
struct ControlSession {
    /// How long a client has for its request, and to take an answer.
    static let patienceSeconds = 1
    /// How long one that follows may take nothing while there is something to say.
    static let followingPatience: Duration = .seconds(600)
    /// How long a client waits for a slice of its purge to begin and end.
    private static let purgePatienceSeconds = 8
    /// The longest request, in bytes: some 8,000 places of messages.
    static let requestBytesMax = 65_536

    private static let goneCheck: Duration = .milliseconds(200)
    private static let quietMaximum: Duration = .seconds(60)

    let client: UnixSocket
    let sources: ControlSources
    let logger: Logger

    func serve() {
        switch client.receiveLine(bytesMax: ControlSession.requestBytesMax) {
        case .line(let line):
            do { try answer(try request(line)) } catch { send(error) }
        case .tooLong:
            let most = ControlSession.requestBytesMax
            send(ControlFailure("the request is longer than \(most) bytes; ask for less at a time"))
        case .none: return
        }
    }

    private func answer(_ request: ControlRequest) throws(ControlFailure) {
        switch request {
        case .status: send(sources.reporter.status)
        case .heard(let name): send(try ask(.heard(name: name)))
        case .purge(let purge): send(perform(purge))
        case .follow(let filter): try follow(filter)
        case .mend(let task):
            // What was corrected just now counts.
            sources.registry?.lookNow()
            send(try ask(.mend(task)))
        }
    }

    private func perform(_ purge: ThingPurge) -> PurgeOutcome {
        let request = PurgeRequest(purge)
        sources.mailbox.leave(request)
        return request.wait(seconds: ControlSession.purgePatienceSeconds)
    }

    private func request(_ line: [UInt8]) throws(ControlFailure) -> ControlRequest {
        do {
            return try JSONDecoder().decode(ControlRequest.self, from: Data(line))
        } catch let failure as ControlFailure {
            throw failure
        } catch {
            logger.debug("a request on the socket was not understood", metadata: ["error": "\(error)"])
            let known = ControlRequest.commands.joined(separator: ", ")
            throw ControlFailure("the request is not a line like {\"command\":\"status\"}; commands: \(known)")
        }
    }

    // MARK: What the loop answers

    /// The loop's answer; it is not waited for any longer once the client is gone.
    private func ask(_ request: LoopRequest) throws(ControlFailure) -> any Encodable & Sendable {
        let question = LoopQuestion(request)
        guard sources.mailbox.leave(question) else {
            throw ControlFailure("too many requests wait for the gateway's loop; try again in a moment")
        }
        let clock = SystemClock()
        let deadline = clock.now().steady.advanced(by: request.patience)
        while true {
            if let answer = question.wait(ControlSession.goneCheck) { return try answer.get() }
            guard !client.isGone, clock.now().steady < deadline else { break }
        }
        question.abandon()
        throw ControlFailure("the gateway's loop did not answer within \(request.patience)")
    }

    // MARK: What has no end

    /// Tells what happens until the client closes, takes nothing for long, or the gateway stops.
    private func follow(_ filter: LiveFilter) throws(ControlFailure) {
        let subscriber = try sources.feed.subscribe(filter)
        defer { sources.feed.unsubscribe(subscriber) }
        client.limitSending(ControlSession.followingPatience)
        var lines: [UInt8] = []
        while !client.isGone {
            let heard = subscriber.take()
            guard !heard.isEmpty else {
                client.waitForEnd(orSignal: subscriber.wakeUp.fileDescriptor, within: ControlSession.quietMaximum)
                continue
            }
            lines.removeAll(keepingCapacity: true)
            for event in heard.events { event.writeLine(to: &lines) }
            if heard.missed > 0 { lines += Array("{\"missed\":\(heard.missed)}\n".utf8) }
            guard client.send(lines) else { break }
        }
    }

    // MARK: Lines

    private func send(_ answer: some Encodable) {
        if !client.send(line: ControlSession.line(answer)) { logger.debug("a client of the socket went away") }
    }

    static func line(_ answer: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(answer))
        } catch {
            preconditionFailure("an answer that JSON cannot say: \(error)")
        }
    }
}
