import Observations
import Store
import Testing

@testable import Gateway

/// The same frame of a device, passed on again by its network: another id, and no other reading.
@Suite struct FrameTests {
    @Test func aCopyOfASettledFrameIsSettledAtOnceAndCounted() {
        var bench = Bench.connected()
        bench.receive(1, frame: 7)
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
        bench.receive(2, frame: 7)
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.duplicates == 1 && bench.settlement.counters.forwarded == 1)
    }

    @Test func aCopyInTheSameBatchWaitsForItsOriginal() {
        var bench = Bench.connected()
        var arrivals = Arrivals()
        arrivals.first = bench.now.steady
        arrivals.readings = [bench.reading(1), bench.reading(2), bench.reading(3)]
        arrivals.frames = [
            ArrivedFrame(readings: 0..<1, counterKey: 7, networkKey: nil),
            ArrivedFrame(readings: 2..<3, counterKey: 7, networkKey: nil),
        ]
        arrivals.messages = 3
        bench.settlement.receive(arrivals, at: bench.now)
        bench.settlement.closeBatch()
        #expect(bench.turn() == ["publish 1", "publish 2"])
        bench.acknowledge(2)
        #expect(bench.turn() == [], "the copy's acknowledgement waits for the original's")
        bench.acknowledge(1)
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.duplicates == 1)
    }

    @Test func allReadingsOfAFrameAreOneFrame() {
        var bench = Bench.connected()
        func receive(_ numbers: [Int]) {
            var arrivals = Arrivals()
            arrivals.first = bench.now.steady
            arrivals.readings = numbers.map { bench.reading($0) }
            arrivals.frames = [ArrivedFrame(readings: 0..<numbers.count, counterKey: 7, networkKey: 8)]
            arrivals.messages = 1
            bench.settlement.receive(arrivals, at: bench.now)
            bench.settlement.closeBatch()
        }
        receive([1, 2, 3])
        #expect(bench.turn() == ["publish 1", "publish 2", "publish 3"])
        bench.acknowledge(1, 2, 3)
        #expect(bench.turn() == ["release"])
        receive([4, 5, 6])
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.duplicates == 3)
    }

    @Test func afterTenMinutesTheSameCounterAndPayloadIsAnotherFrame() {
        var bench = Bench.connected()
        bench.receive(1, frame: 7)
        _ = bench.turn()
        bench.acknowledge(1)
        _ = bench.turn()
        bench.pass(.seconds(600))
        bench.receive(2, frame: 7)
        #expect(bench.turn() == ["release"], "a copy just within the time")
        bench.pass(.microseconds(1))
        bench.receive(3, frame: 7)
        #expect(bench.turn() == ["publish 3"], "the copy before does not prolong the time")
        bench.acknowledge(3)
        _ = bench.turn()
        bench.pass(.seconds(599))
        bench.receive(4, frame: 7)
        #expect(bench.turn() == ["release"], "it is known by its last reception")
    }

    @Test func theNetworksNameIsKnownHoweverLate() {
        var bench = Bench.connected()
        bench.receive(1, frame: 7, network: 70)
        _ = bench.turn()
        bench.acknowledge(1)
        _ = bench.turn()
        bench.pass(.seconds(100_000))
        bench.receive(2, frame: 8, network: 70)
        #expect(bench.turn() == ["release"])
    }

    @Test func aFrameOfAGivenUpBatchIsNoCopyWhenItComesAgain() {
        var bench = Bench()
        bench.openField()
        bench.receive(1, frame: 7, network: 70)
        #expect(bench.turn() == ["commit 1"])
        bench.failStore()
        #expect(bench.turn() == ["close field"])
        bench.pass(.seconds(1))
        _ = bench.settle()
        bench.openField()
        // Delivered again, or passed on again by the network: it is nowhere safe yet.
        bench.receive(2, frame: 7, network: 70)
        #expect(bench.settle() == ["commit 2", "release"])
        #expect(bench.settlement.counters.duplicates == 0 && bench.settlement.counters.buffered == 1)
    }

    @Test func aFrameIsKnownAlsoWhenItsFieldConnectionDiedBeforeTheRelease() {
        var bench = Bench()
        bench.openField()
        bench.receive(1, frame: 7)
        bench.settlement.fieldEnded()
        _ = bench.settle()
        bench.openField()
        bench.receive(2, frame: 7)
        #expect(bench.settle() == ["release"])
        #expect(bench.settlement.counters.duplicates == 1)
    }

    @Test func theMemoryIsBounded() {
        var memory = FrameMemory(capacity: 3)
        func frame(_ key: UInt64) -> ArrivedFrame { ArrivedFrame(readings: 0..<1, counterKey: key, networkKey: nil) }
        let now = SteadyInstant(microseconds: 5)
        for key in 1...7 as ClosedRange<UInt64> { memory.insert(frame(key), received: now) }
        #expect((1...7).filter { memory.isCopy(frame($0), at: now) } == [5, 6, 7])
        #expect(memory.count == 3)
        memory.insert(frame(7), received: now)
        #expect(memory.count == 3 && memory.isCopy(frame(5), at: now), "known again takes no second place")
        #expect(!memory.isCopy(ArrivedFrame(readings: 0..<1, counterKey: nil, networkKey: 7), at: now))
    }
}
