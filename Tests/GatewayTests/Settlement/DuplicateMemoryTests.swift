import Observations
import Testing

@testable import Gateway

@Suite struct DuplicateMemoryTests {
    private static func id(_ number: Int) -> ReadingID { ReadingID(bits: UInt64(number)) }

    @Test func theOldestIdIsForgottenAtTheBound() {
        var memory = DuplicateMemory(capacity: 3)
        for number in 1...7 { memory.insert(DuplicateMemoryTests.id(number)) }
        let known = (1...7).filter { memory.contains(DuplicateMemoryTests.id($0)) }
        #expect(known == [5, 6, 7])
    }

    @Test func anIdThatIsInsertedAgainTakesNoSecondPlace() {
        var memory = DuplicateMemory(capacity: 2)
        for number in [1, 2, 2, 2] { memory.insert(DuplicateMemoryTests.id(number)) }
        #expect(memory.contains(DuplicateMemoryTests.id(1)))
    }

    @Test func aForgottenIdCanBeLearntAgain() {
        var memory = DuplicateMemory(capacity: 1)
        for number in [1, 2, 1] { memory.insert(DuplicateMemoryTests.id(number)) }
        #expect(memory.contains(DuplicateMemoryTests.id(1)))
        #expect(!memory.contains(DuplicateMemoryTests.id(2)))
    }

    @Test func itRemembers65536ByDefault() {
        var memory = DuplicateMemory()
        for number in 0...65_536 { memory.insert(DuplicateMemoryTests.id(number)) }
        #expect(!memory.contains(DuplicateMemoryTests.id(0)))
        #expect((1...65_536).allSatisfy { memory.contains(DuplicateMemoryTests.id($0)) })
    }
}
