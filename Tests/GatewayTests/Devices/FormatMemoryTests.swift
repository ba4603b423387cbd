import Devices
import Observations
import Testing

@testable import Gateway

@Suite struct FormatMemoryTests {
    private static func thing(_ number: Int) throws -> Slug { try Slug("meter-\(number)") }

    @Test func aThingIsReadByItsOwnFormats() throws {
        var memory = FormatMemory()
        let format = FrameFormat(signature: 0x1234, headers: [0x0C, 0x13])
        memory.learn(format, of: try Self.thing(1))
        #expect(memory[try Self.thing(1)][0x1234] == format)
        #expect(memory[try Self.thing(2)][0x1234] == nil)
        let other = FrameFormat(signature: 0x1234, headers: [0x0C, 0x14])
        memory.learn(other, of: try Self.thing(1))
        #expect(memory[try Self.thing(1)][0x1234] == other, "the newest of a signature counts")
    }

    @Test func theThingThatTaughtFirstIsForgottenFirst() throws {
        var memory = FormatMemory(thingsMax: 3)
        for number in 1...5 { memory.learn(FrameFormat(signature: 1, headers: [1]), of: try Self.thing(number)) }
        let known = try (1...5).filter { memory[try Self.thing($0)][1] != nil }
        #expect(known == [3, 4, 5])
        memory.learn(FrameFormat(signature: 1, headers: [1]), of: try Self.thing(5))
        memory.learn(FrameFormat(signature: 2, headers: [1]), of: try Self.thing(5))
        #expect(try (3...5).allSatisfy { memory[try Self.thing($0)][1] != nil }, "it has its place already")
    }

    @Test func aThingHasNoMoreFormatsThanItMay() throws {
        var memory = FormatMemory()
        for signature in 0..<UInt16(FrameFormats.countMax + 2) {
            memory.learn(FrameFormat(signature: signature, headers: [1]), of: try Self.thing(1))
        }
        let known = (0..<UInt16(FrameFormats.countMax + 2)).filter { signature in
            (try? Self.thing(1)).map { memory[$0][signature] != nil } ?? false
        }
        #expect(known.count == FrameFormats.countMax && known.first == 2)
    }
}
