import Testing

@testable import Gateway

/// A file system without room: stay off the field, and come back by time; the store itself works.
@Suite struct DiskFullTests {
    @Test func theFieldIsRejoinedByTimeWithABackOffAndWithoutAProbe() {
        var bench = Bench()
        bench.openField()
        for seconds in [1, 2, 4, 8, 16, 30, 30] {
            bench.receive(1)
            #expect(bench.turn() == ["commit 1"])
            bench.failStore(because: .diskFull)
            #expect(!bench.settlement.fieldMayBeWritten)
            #expect(bench.turn() == ["close field"])
            #expect(bench.settlement.obstacle == .diskFull)
            bench.pass(.seconds(seconds) - .microseconds(1))
            #expect(bench.turn() == [] && !bench.settlement.fieldIsWanted, "before \(seconds) s")
            #expect(bench.settlement.deadline() == bench.now.steady.advanced(by: .microseconds(1)))
            bench.pass(.microseconds(1))
            #expect(bench.turn() == [] && bench.settlement.fieldIsWanted, "after \(seconds) s")
            bench.openField()
        }
    }

    @Test func deletesGoOnAndDoNotEndTheBackOff() {
        var bench = Bench()
        bench.openField()
        bench.receive(1)
        bench.settle()
        bench.openUplink()
        for number in 2...3 {
            if !bench.settlement.isFieldOpen { bench.openField() }
            bench.receive(number)
            bench.pass(.milliseconds(250))
            #expect(bench.turn() == ["publish \(number)", "commit \(number)"])
            bench.failStore(because: .diskFull)
            #expect(bench.turn() == ["close field"])
            if number == 2 { bench.acknowledge(1) }
            bench.pass(.seconds(1))
            #expect(bench.settle() == (number == 2 ? ["commit delete(#1)"] : []))
            #expect(bench.settlement.fieldIsWanted == (number == 2))
        }
        bench.acknowledge(3)
        bench.pass(.seconds(1) - .microseconds(1))
        bench.settle()
        #expect(bench.settlement.obstacle == .diskFull)
        bench.pass(.microseconds(1))
        bench.settle()
        #expect(bench.settlement.fieldIsWanted)
    }

    @Test func whatIsQuarantinedIsCountedWithItsCommit() {
        var bench = Bench()
        bench.openField()
        bench.receive([] as [Int], poison: 2)
        #expect(bench.turn() == ["commit quarantine(undecodable) quarantine(undecodable)"])
        #expect(bench.settlement.counters.quarantined == 0)
        bench.answerStore()
        #expect(bench.turn() == ["release"])
        #expect(bench.settlement.counters.quarantined == 2 && bench.settlement.counters.withheld == 0)
    }

    @Test func whatIsNotQuarantinedIsWithheld() {
        var bench = Bench()
        bench.openField()
        bench.receive([1], poison: 2)
        #expect(bench.turn() == ["commit 1 quarantine(undecodable) quarantine(undecodable)"])
        bench.failStore(because: .diskFull)
        #expect(bench.settlement.counters.quarantined == 0)
        #expect(bench.settlement.counters.withheld == 3)
    }
}
