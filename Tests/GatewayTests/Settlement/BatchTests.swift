import Observations
import Store
import Testing

@testable import Gateway

/// The batch on its own.
@Suite struct BatchTests {
    private static func batch(_ numbers: Int...) -> Batch {
        let bench = Bench()
        var batch = Batch()
        batch.read(numbers.count, bytes: 10 * numbers.count, at: bench.now.steady)
        for number in numbers { _ = batch.add(bench.reading(number), progress: .unsent) }
        return batch
    }

    @Test func membersAreTakenInOrderAndOnce() {
        var batch = BatchTests.batch(5, 4)
        #expect([batch.takeUnsent(), batch.takeUnsent(), batch.takeUnsent()] == [0, 1, nil])
    }

    @Test func aMemberThatGoesBackIsTakenAgainFirst() {
        var batch = BatchTests.batch(1, 2, 3)
        #expect(batch.takeUnsent() == 0)
        #expect(batch.takeUnsent() == 1)
        batch.setProgress(.unsent, of: 0)
        batch.setProgress(.outstanding(packet: 1), of: 1)
        #expect(batch.hasUnsent)
        #expect([batch.takeUnsent(), batch.takeUnsent(), batch.takeUnsent()] == [0, 2, nil])
    }

    @Test func theSameReadingIsAddedOnce() {
        var batch = BatchTests.batch(1)
        let isNew = batch.add(Bench().reading(1), progress: .unsent)
        #expect(!isNew)
        #expect(batch.members.count == 1)
        #expect(batch.unsettled == 1)
    }

    @Test func itIsSettledWhenEveryMemberAndTheQuarantineAre() {
        var batch = BatchTests.batch(1, 2)
        batch.close(isUnderPressure: false)
        batch.setProgress(.settled, of: 0)
        #expect(!batch.isSettled)
        batch.setProgress(.settled, of: 1)
        #expect(batch.isSettled)
    }

    @Test func onlyTheStoreCanSettleWhatIsRefusedOrPoisoned() {
        var batch = BatchTests.batch(1, 2)
        batch.setProgress(.refused(.refused(reasonCode: 0x87)), of: 0)
        #expect(!batch.onlyStoreCanSettle)
        batch.setProgress(.settled, of: 1)
        #expect(batch.onlyStoreCanSettle)
        batch.setProgress(.unsent, of: 0)
        #expect(!batch.onlyStoreCanSettle)
        #expect(batch.refused == 0)
    }

    @Test func aCommitCoversWhatIsUnsettledAndMarksWhatIsRefused() {
        var batch = BatchTests.batch(1, 2, 3)
        batch.setProgress(.settled, of: 0)
        batch.setProgress(.refused(.refused(reasonCode: 0x90)), of: 2)
        batch.close(isUnderPressure: false)
        var transaction = StoreTransaction()
        batch.beginCommit(into: &transaction)
        #expect(batch.phase == .committing)
        #expect(transaction.readings.map(\.id.bits) == [2, 3])
        #expect(transaction.readings.map(\.parked) == [nil, .refused(reasonCode: 0x90)])
        #expect(batch.committing.map(\.index) == [1, 2])
        #expect(batch.committing.map(\.isParked) == [false, true])
    }

    @Test func aParkedReadingIsTheSameReading() {
        let reading = Bench().reading(1)
        let parked = reading.parked(for: .refused(reasonCode: 0x87))
        #expect(parked != reading)
        #expect(parked.parked(for: nil) == reading)
    }

    @Test func clearedItIsAsNew() {
        var batch = BatchTests.batch(1, 2)
        batch.setProgress(.refused(.refused(reasonCode: 0x87)), of: 0)
        batch.close(isUnderPressure: true)
        batch.clear()
        #expect(batch.phase == .reading)
        #expect(batch.members.isEmpty && batch.unsettled == 0 && batch.refused == 0 && batch.messages == 0)
        #expect(!batch.holdsMessages && !batch.isUnderPressure)
        let isNew = batch.add(Bench().reading(1), progress: .unsent)
        #expect(isNew)
    }
}
