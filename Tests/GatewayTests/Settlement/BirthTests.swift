import Testing

@testable import Gateway

/// A birth is acknowledged only when a restart would know it.
@Suite struct BirthTests {
    @Test func aBirthIsStoredBeforeItsAcknowledgement() {
        var bench = Bench()
        bench.openField()
        bench.openUplink()
        bench.read([1], births: 1)
        bench.settlement.closeBatch()
        #expect(bench.turn() == ["publish 1"])
        bench.acknowledge(1)
        #expect(bench.turn() == ["commit birth(node)"])
        #expect(!bench.settlement.fieldMayBeRead)
        bench.answerStore()
        #expect(bench.turn() == ["release"])
    }

    @Test func aBirthThatCouldNotBeStoredIsTriedAgain() {
        var bench = Bench()
        bench.openField()
        bench.read([], births: 2)
        bench.settlement.closeBatch()
        #expect(bench.turn() == ["commit birth(node) birth(node)"])
        bench.failStore(because: .storeFailed)
        #expect(!bench.turn().contains("release"))
    }
}
