import Foundation
import Testing

@testable import VendorCodecs

/// Workers that die, and codecs that are switched off.
@Suite struct SwitchingTests {
    private static let loop = "function Decoder(b) { if (b[0] === 1) while (true) {} return { n: b[0] }; }"

    @Test func fiveFailuresInARowSwitchACodecOff() throws {
        var pools = Pools()
        for _ in 0..<5 { #expect(try pools.failure(Self.loop, [1]) == .timedOut(milliseconds: 50)) }
        let off = try #require(try pools.failure(Self.loop, [2]))
        #expect(off.reason == "switched-off" && off.isRetriable, "\(off)")
        #expect(Array(pools.pool.status.switchedOff.keys) == ["acme/test"])
        let events = pools.pool.takeEvents()
        #expect(events.contains { if case .switchedOff("acme/test", _) = $0 { true } else { false } })
        try pools.expectOthersFlow()

        pools.now += 601_000_000
        #expect(try pools.data(Self.loop, [2]) == #"{"n":2}"#, "tried again after its time")
        #expect(pools.pool.takeEvents().contains(.switchedOn(codec: "acme/test")))
        #expect(pools.pool.status.switchedOff.isEmpty)
    }

    @Test func aChangedCodecIsTriedAtOnce() throws {
        let pools = Pools()
        for _ in 0..<6 { _ = try pools.failure(Self.loop, [1]) }
        #expect(try pools.data(Self.loop + " // mended", [2]) == #"{"n":2}"#)
    }

    @Test func fourFailuresAndAGoodCallDoNot() throws {
        let pools = Pools()
        for _ in 0..<3 { _ = try pools.failure(Self.loop, [1]) }
        for number in UInt8(2)...60 { #expect(try pools.data(Self.loop, [number]) == #"{"n":\#(number)}"#) }
        for _ in 0..<3 { #expect(try pools.failure(Self.loop, [1])?.reason == "timed-out") }
        #expect(try pools.data(Self.loop, [2]) == #"{"n":2}"#)
    }

    @Test func aCodecThatFailsEverySecondTimeIsSwitchedOffToo() throws {
        let pools = Pools()
        var reasons: Set<String> = []
        for _ in 0..<20 {
            _ = try pools.outcome(Self.loop, [2])
            if case .failure(let failure) = try pools.outcome(Self.loop, [1]) { reasons.insert(failure.reason) }
        }
        #expect(reasons.contains("switched-off"))
    }

    @Test func aWorkerThatIsKilledBetweenBatchesIsReplacedWithoutBlame() throws {
        let pools = Pools()
        for _ in 0..<8 {
            try pools.expectOthersFlow()
            for process in pools.pool.workerProcessIDs { kill(process, SIGKILL) }
        }
        try pools.expectOthersFlow()
        #expect(pools.pool.status.failures.isEmpty)
    }

    /// One payload of a batch ends the worker: the others of the batch are decoded all the same.
    @Test func aCrashInABatchCostsOnePayload() throws {
        let bomb = """
            function Decoder(b) { if (b[0] === 9) { var a = []; while (true) a.push(new Array(100000).fill(a)); } return { n: b[0] }; }
            """
        let pools = Pools()
        var calls: [CodecCall] = []
        for number in UInt8(1)...20 {
            let program = number % 2 == 0 ? Codecs.program(Codecs.good, "acme/other") : Codecs.program(bomb)
            let payload = number % 2 == 0 ? Codecs.goodPayload : [number]
            calls.append(CodecCall(program: program, payload: payload, port: 5, receivedMicroseconds: 0))
        }
        let outcomes = pools.pool.decode(calls, now: 0)
        for (index, outcome) in outcomes.enumerated() {
            let number = index + 1
            switch outcome {
            case .success(let data):
                let text = String(decoding: data, as: UTF8.self)
                #expect(text == (number % 2 == 0 ? Codecs.goodData : #"{"n":\#(number)}"#))
            case .failure(let failure): #expect(number == 9 && failure.reason != "refused", "\(number): \(failure)")
            }
        }
    }

    /// Two codecs that hang use up the time of a batch: what the others answered is not lost with it.
    @Test func othersHaveTheirAnswersWhenTimeIsShort() {
        let hang = "function Decoder(b) { /^(a+)+$/.test('a'.repeat(45) + '!'); return {}; }"
        var limits = CodecLimits()
        limits.silenceMilliseconds = 100
        limits.failuresInARow = 100
        let pools = Pools(limits)
        var calls: [CodecCall] = []
        for number in 0..<120 {
            let program = number % 3 < 2 ? Codecs.program(hang, "acme/bad-\(number % 3)") : Codecs.program(Codecs.good)
            calls.append(CodecCall(program: program, payload: Codecs.goodPayload, port: 5, receivedMicroseconds: 0))
        }
        let outcomes = pools.pool.decode(calls, now: 0, within: 5_000)
        var reasons: Set<String> = []
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .success(let data): #expect(index % 3 == 2 && String(decoding: data, as: UTF8.self) == Codecs.goodData)
            case .failure(let failure):
                #expect(index % 3 < 2, "\(index): \(failure)")
                reasons.insert(failure.reason)
            }
        }
        #expect(reasons.contains("crowded-out"), "\(reasons)")
    }

    /// More codecs than the memory of a worker holds: none of them is to blame.
    @Test func codecsThatDoNotFitTogetherAreNotBlamed() {
        let pools = Pools()
        let filler = String(repeating: "var x = [1,2,3,4,5,6,7,8,9]; /* \u{110} */\n", count: 24_000)
        var reasons: [String: Int] = [:]
        for round in 0..<2 {
            for number in 0..<80 {
                let source = "function Decoder(b) { return { n: \(number) }; }\nfunction unused() {\n\(filler)}"
                let program = Codecs.program(source, "acme/codec-\(number)")
                let call = CodecCall(program: program, payload: [1], port: 1, receivedMicroseconds: 0)
                switch pools.pool.decode([call], now: Int64(round))[0] {
                case .success: reasons["ok", default: 0] += 1
                case .failure(let failure): reasons[failure.reason, default: 0] += 1
                }
            }
        }
        #expect(reasons == ["ok": 160], "\(reasons), \(pools.pool.status)")
    }

    @Test func withoutItsProgramThePoolSaysSo() throws {
        let pool = CodecPool(workerPath: "/nowhere/gateway-codec-worker")
        let call = CodecCall(program: Codecs.program(Codecs.good), payload: [1], port: 1, receivedMicroseconds: 0)
        guard case .failure(.noWorker(let message))? = pool.decode([call], now: 0).first else {
            Issue.record("an answer without a worker")
            return
        }
        #expect(message.contains("/nowhere/gateway-codec-worker"))
        #expect(pool.takeEvents().count == 1)
    }

    @Test func aProgramThatIsNoWorkerIsNoWorker() throws {
        for path in ["/bin/true", "/bin/cat"] {
            var limits = CodecLimits()
            limits.silenceMilliseconds = 50
            limits.loadMilliseconds = 50
            let pool = CodecPool(workerPath: path, limits: limits)
            let call = CodecCall(program: Codecs.program(Codecs.good), payload: [1], port: 1, receivedMicroseconds: 0)
            guard case .failure(.noWorker)? = pool.decode([call], now: 0).first else {
                Issue.record("\(path) is taken for a worker")
                continue
            }
        }
    }
}
