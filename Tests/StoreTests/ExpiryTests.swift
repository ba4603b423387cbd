import Observations
import Store
import Testing

@Suite struct ExpiryTests {
    let scratch = Scratch()

    @Test func rowsOlderThanTheAgeLeaveInBoundedStepsWithALineInTheLedger() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        // The third row was received while the clock was behind, the fourth before it was ever set.
        let times = [moment(100), moment(101), moment(50), Timestamp(microseconds: 5), moment(300)]
        let readings = try times.enumerated().map { try reading($0.offset, received: $0.element) }
        let sequences = try store.apply(StoreTransaction(readings: readings), now: moment()).sequences
        #expect(store.summary.oldest == Timestamp(microseconds: 5))
        let first = try store.expire(receivedBefore: moment(200), excluding: [sequences[0]], limit: 1)
        #expect(first == ExpiryReport(expired: [sequences[2]], isComplete: false))
        let second = try store.expire(receivedBefore: moment(200), excluding: [sequences[0]], limit: 5)
        #expect(second == ExpiryReport(expired: [sequences[1]], isComplete: true))
        let third = try store.expire(receivedBefore: moment(200), excluding: [sequences[0]])
        #expect(third == ExpiryReport(expired: [], isComplete: true))
        #expect(
            try store.rows(after: nil, limit: 9, bytes: 1 << 20).map(\.sequence)
                == [sequences[0], sequences[3], sequences[4]]
        )
        let thing = try Slug("aq-01")
        #expect(
            try BufferReader(path: scratch.buffer).drops(limit: 9)
                == [DropEntry(thing: thing, first: moment(50), last: moment(101), count: 2, reason: .expired)]
        )
        #expect(store.summary.rows == 3)
        #expect(store.summary.droppedTotal == 2)
    }

    /// A message that waited 40 days in quarantine, read again while the uplink is down.
    @Test func whatIsInjectedHasAllOfTheAgeBeforeIt() throws {
        let first = try BufferStore(path: scratch.buffer, now: moment(1_000))
        let live = try first.apply(
            StoreTransaction(readings: [try reading(1, received: moment(100))]),
            now: moment(1_000)
        )
        let both = [try reading(1, received: moment(100)), try reading(2, received: moment(101))]
        let injected = try first.apply(
            StoreTransaction(readings: both + [try reading(3, received: moment(102))], isInjection: true),
            now: moment(1_000)
        )
        _ = try first.apply(StoreTransaction(readings: [try reading(4, received: moment(103))]), now: moment(1_000))
        #expect(injected.alreadyStored == [true, false, false])
        try first.close()

        let store = try BufferStore(path: scratch.buffer, now: moment(1_000))
        let early = try store.expire(receivedBefore: moment(999), excluding: [])
        #expect(early.expired == [live.sequences[0], SequenceNumber(rawValue: injected.sequences[2].rawValue + 1)])
        #expect(try store.expire(receivedBefore: moment(1_000), excluding: []).expired.isEmpty)
        let late = try store.expire(receivedBefore: moment(1_001), excluding: [])
        #expect(late.expired == Array(injected.sequences[1...]))
    }

    @Test func aRowThatIsExactlyTheAgeStays() throws {
        let store = try BufferStore(path: scratch.buffer, now: moment())
        _ = try store.apply(StoreTransaction(readings: [try reading(1, received: moment(10))]), now: moment())
        #expect(try store.expire(receivedBefore: moment(10), excluding: []).expired.isEmpty)
    }
}
