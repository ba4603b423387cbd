import Dispatch
import Foundation
import Glibc
import Logging
import Observations
import Testing

@testable import Gateway

/// Many clients of the control socket at a time: seats, questions to the loop, and those who stay to listen.
@Suite struct ControlSeatsTests {
    private static func withServer(_ body: (String, ControlSources) throws -> Void) throws {
        try ControlSocketTests.withSources(body)
    }

    private static func connect(_ directory: String) throws -> UnixSocket {
        try #require(UnixSocket.connect(path: directory + "/gateway.sock", patience: .seconds(10)))
    }

    /// Follows, and waits until the server has the subscriber.
    private static func follow(
        _ directory: String,
        _ sources: ControlSources,
        _ filter: LiveFilter = LiveFilter()
    ) throws -> ControlStream {
        let before = sources.feed.count
        let stream = try ControlClient(stateDirectory: directory).stream(.follow(filter))
        let deadline = ContinuousClock.now + .seconds(10)
        while sources.feed.count == before, ContinuousClock.now < deadline { ControlSeatsTests.pause() }
        try #require(sources.feed.count == before + 1)
        return stream
    }

    /// Lets the other threads on.
    private static func pause() { poll(nil, 0, 2) }

    private static let now = Moment(steady: SteadyInstant(microseconds: 1), wall: GatewayVersion.released)

    private static func registry(_ things: Int) -> LiveEvent { .registry(things: things, at: now.wall) }

    /// All lines until nothing comes for a moment.
    private static func lines(_ stream: ControlStream, count: Int) -> [String] {
        var lines: [String] = []
        while lines.count < count {
            switch stream.next(within: .seconds(5)) {
            case .line(let line): lines.append(String(decoding: line, as: UTF8.self))
            case .nothing, .ended, .refused: return lines
            }
        }
        return lines
    }

    @Test func theSeventeenthClientIsToldThatAllSeatsAreTaken() throws {
        try ControlSeatsTests.withServer { directory, sources in
            let streams = try (0..<LiveFeed.subscribersMax).map { _ in
                try ControlSeatsTests.follow(directory, sources)
            }
            // Those who say nothing hold the other seats for a second.
            let silent = try (LiveFeed.subscribersMax..<ControlServer.clientsMax).map { _ in
                try ControlSeatsTests.connect(directory)
            }
            let late = try ControlSeatsTests.connect(directory)
            let answer = ControlSocketTests.text(late.receiveLine(bytesMax: 1_000))
            #expect(answer == #"{"error":"16 clients are connected, which is the most; end one and try again"}"#)
            for socket in silent + [late] { socket.close() }
            withExtendedLifetime(streams) {}
            // The seats are free again.
            let deadline = ContinuousClock.now + .seconds(10)
            var status: GatewayStatus?
            while status == nil, ContinuousClock.now < deadline {
                do throws(ControlError) {
                    status = try ControlClient(stateDirectory: directory).status()
                } catch {
                    guard case .refused = error else { throw error }
                }
            }
            #expect(status != nil)
        }
    }

    @Test func whoeverFollowsBeyondTheBoundIsToldSoAndAStatusStillFindsASeat() throws {
        try ControlSeatsTests.withServer { directory, sources in
            let streams = try (0..<LiveFeed.subscribersMax).map { _ in
                try ControlSeatsTests.follow(directory, sources)
            }
            let late = try ControlClient(stateDirectory: directory).stream(.follow(LiveFilter()))
            let sentence = "12 clients follow already, which is the most; end one of them"
            #expect(late.next(within: .seconds(5)) == .refused(sentence))
            #expect(late.next(within: .seconds(5)) == .ended)
            #expect(try ControlClient(stateDirectory: directory).status() != nil)
            withExtendedLifetime(streams) {}
        }
    }

    @Test func aFollowerHearsEverythingFromItsGreetingOn() throws {
        try ControlSeatsTests.withServer { directory, sources in
            #expect(!sources.feed.isFollowed)
            let stream = try ControlSeatsTests.follow(directory, sources)
            #expect(sources.feed.isFollowed)
            sources.feed.tell([], at: ControlSeatsTests.now)
            sources.feed.tell(
                [ControlSeatsTests.registry(1), ControlSeatsTests.registry(2)],
                at: ControlSeatsTests.now
            )
            let time = GatewayVersion.released.description
            #expect(
                ControlSeatsTests.lines(stream, count: 3) == [
                    #"{"event":"following","time":"\#(time)"}"#, #"{"event":"registry","things":1,"time":"\#(time)"}"#,
                    #"{"event":"registry","things":2,"time":"\#(time)"}"#,
                ]
            )
        }
    }

    @Test func aFollowerThatDoesNotReadHoldsNobodyUpAndLearnsHowMuchItMissed() throws {
        try ControlSeatsTests.withServer { directory, sources in
            let slow = try ControlSeatsTests.follow(directory, sources)
            let told = 20_000
            let start = ContinuousClock.now
            for number in 1...told {
                sources.feed.tell([ControlSeatsTests.registry(number)], at: ControlSeatsTests.now)
            }
            #expect(ContinuousClock.now - start < .seconds(5))
            var heard = 0
            var missed = 0
            while heard + missed < told {
                guard case .line(let line) = slow.next(within: .seconds(5)) else { break }
                let text = String(decoding: line, as: UTF8.self)
                if let count = text.firstMatch(of: /^{"missed":([0-9]+)}$/) {
                    missed += try #require(Int(count.1))
                } else if text.contains("registry") {
                    heard += 1
                    #expect(text.contains("\"things\":\(heard + missed),"))
                }
            }
            #expect(heard + missed == told)
            #expect(heard >= LiveSubscriber.eventsMax)
            #expect(missed > 0)
        }
    }

    @Test func aFollowerThatGoesAwayIsForgotten() throws {
        try ControlSeatsTests.withServer { directory, sources in
            var stream: ControlStream? = try ControlSeatsTests.follow(directory, sources)
            #expect(stream?.next(within: .zero) == .nothing)
            stream = nil
            let deadline = ContinuousClock.now + .seconds(10)
            while sources.feed.isFollowed, ContinuousClock.now < deadline { ControlSeatsTests.pause() }
            #expect(!sources.feed.isFollowed)
        }
    }

    @Test func aStopEndsThoseWhoFollow() throws {
        var stream: ControlStream?
        try ControlSeatsTests.withServer { directory, sources in
            stream = try ControlSeatsTests.follow(directory, sources)
        }
        #expect(stream?.next(within: .seconds(5)) == .ended)
    }

    // MARK: What the loop answers

    @Test func theLoopAnswersAQuestion() throws {
        try ControlSeatsTests.withServer { directory, sources in
            let loop = Thread {
                while true {
                    let questions = sources.mailbox.take().questions
                    for question in questions {
                        #expect(question.request == .heard(name: "air-1"))
                        question.answer(.success(HeardAnswer(since: "then", nil)))
                    }
                    if !questions.isEmpty { break }
                    ControlSeatsTests.pause()
                }
            }
            loop.start()
            let client = ControlClient(stateDirectory: directory)
            let answer = try client.ask(
                .heard(name: "air-1"),
                for: HeardAnswer.self,
                patience: ControlClient.loopPatience
            )
            #expect(answer == HeardAnswer(since: "then", nil))
        }
    }

    @Test func aLoopThatDoesNotAnswerIsNamedAfterFiveSeconds() throws {
        try ControlSeatsTests.withServer { directory, sources in
            let client = ControlClient(stateDirectory: directory)
            let start = ContinuousClock.now
            #expect(throws: ControlError.refused("the gateway's loop did not answer within 5.0 seconds")) {
                try client.ask(.heard(name: "air-1"), for: HeardAnswer.self, patience: ControlClient.loopPatience)
            }
            #expect(ContinuousClock.now - start >= .seconds(5))
            let isKept = sources.mailbox.take().questions.contains { !$0.isAbandoned }
            #expect(!isKept)
        }
    }

    @Test func aClientThatLeavesBeforeTheAnswerLeavesNothingBehind() throws {
        try ControlSeatsTests.withServer { directory, sources in
            let socket = try ControlSeatsTests.connect(directory)
            _ = socket.send(line: ControlSession.line(ControlRequest.heard(name: "air-1")))
            var question: LoopQuestion?
            let deadline = ContinuousClock.now + .seconds(4)
            while question == nil, ContinuousClock.now < deadline {
                question = sources.mailbox.take().questions.first
                ControlSeatsTests.pause()
            }
            socket.close()
            while question?.isAbandoned == false, ContinuousClock.now < deadline {
                ControlSeatsTests.pause()
            }
            #expect(question?.isAbandoned == true)
        }
    }

    @Test func questionsBeyondTheBoundAreRefusedAndNotKept() throws {
        let sources = try ControlSocketTests.sources()
        for _ in 0..<Mailbox.questionsMax { #expect(sources.mailbox.leave(LoopQuestion(.heard(name: "a")))) }
        #expect(!sources.mailbox.leave(LoopQuestion(.heard(name: "a"))))
        #expect(sources.mailbox.take().questions.count == Mailbox.questionsMax)
        #expect(sources.mailbox.leave(LoopQuestion(.heard(name: "a"))))
    }
}
