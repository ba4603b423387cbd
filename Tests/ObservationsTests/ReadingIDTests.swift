import Testing

@testable import Observations

@Suite struct ReadingIDTests {
    /// From the appendix of the SipHash paper and its reference `vectors.h`: key 00…0f, message 00, 01, 02 ….
    @Test(
        arguments: [
            (0, 0x726f_db47_dd0e_0e31), (1, 0x93f5_f579_9a93_2462), (2, 0x3f2a_cc7f_57c2_9bdb),
        ] as [(Int, UInt64)]
    )
    func hashesAsTheReferenceDoes(words: Int, expected: UInt64) {
        var hash = SipHash(key0: 0x0706_0504_0302_0100, key1: 0x0f0e_0d0c_0b0a_0908)
        for word in 0..<UInt64(words) { hash.absorb(0x0706_0504_0302_0100 &+ word &* 0x0808_0808_0808_0808) }
        #expect(hash.finish() == expected)
    }

    struct Vector: Sendable {
        var thing = "gauge-1"
        var payload: [UInt8]
        var port: UInt8?
        var counter: UInt32?
        var index = 0
        var claimed: Int64?
        var id: String
    }

    /// Computed from the documented format by another program in another language; they hold for ever.
    @Test(arguments: [
        Vector(thing: "a", payload: [], id: "521adcfe9786068c"),
        Vector(
            thing: "aq-thu-dau-mot-03",
            payload: [1, 0x75, 0x64, 3, 0x67, 0x10, 1],
            port: 85,
            counter: 4711,
            id: "5c48381847fcabd5"
        ),
        Vector(
            thing: "aq-thu-dau-mot-03",
            payload: [1, 0x75, 0x64, 3, 0x67, 0x10, 1],
            port: 85,
            counter: 4711,
            index: 1,
            claimed: 1_795_680_000_000_000,
            id: "62c5a0c58c35484d"
        ),
        Vector(
            thing: "aq-thu-dau-mot-03",
            payload: [1, 0x75, 0x64, 3, 0x67, 0x10, 1],
            port: 85,
            counter: 4711,
            index: 1,
            claimed: -1,
            id: "680fe4bdd8f965fa"
        ),
        Vector(payload: Array(0...255), port: 0, counter: 0, claimed: 0, id: "f3ccfbd8ca358a76"),
        Vector(payload: Array(0...7), port: 255, counter: .max, index: 65_535, id: "facfd61c06e14b6c"),
        Vector(payload: Array(0...8), index: 3, id: "00b2c837cc7519ed"),
    ])
    func hasItsIDForEver(vector: Vector) throws {
        let hasher = ReadingIDHasher(
            thing: try Slug(vector.thing),
            payload: vector.payload,
            port: vector.port,
            frameCounter: vector.counter
        )
        let claimed = vector.claimed.map { Timestamp(microseconds: $0) }
        let reception = Timestamp(microseconds: 1_795_680_001_210_000)
        let id = hasher.id(index: vector.index, claimedTime: claimed, reception: reception)
        #expect(id.description == vector.id)
        #expect(ReadingID(hexadecimal: vector.id) == id)
    }

    @Test func everyPartTellsReadingsApart() throws {
        var ids: [ReadingID] = []
        let moment = Timestamp(microseconds: 5)
        for thing in ["a", "a0", "b"] {
            for payload in [[], [0], [0, 0], [1], [UInt8](repeating: 0, count: 8), [UInt8](repeating: 0, count: 9)] {
                for port in [nil, 0, 1, 255] as [UInt8?] {
                    for counter in [nil, 0, 1, .max] as [UInt32?] {
                        let hasher = ReadingIDHasher(
                            thing: try Slug(thing),
                            payload: payload,
                            port: port,
                            frameCounter: counter
                        )
                        for index in 0...2 {
                            ids.append(hasher.id(index: index, claimedTime: moment, reception: moment))
                            ids.append(hasher.id(index: index, claimedTime: nil, reception: moment))
                        }
                    }
                }
            }
        }
        #expect(Set(ids).count == ids.count)
    }

    @Test func receptionCountsOnlyWhereNothingElseTellsRepeatsApart() throws {
        let first = Timestamp(microseconds: 1)
        let second = Timestamp(microseconds: 2)
        let counted = ReadingIDHasher(thing: try Slug("a"), payload: [1], port: nil, frameCounter: 7)
        let bare = ReadingIDHasher(thing: try Slug("a"), payload: [1], port: nil, frameCounter: nil)
        for claimed in [nil, first] {
            let ids = [first, second].map { counted.id(index: 0, claimedTime: claimed, reception: $0) }
            #expect(ids[0] == ids[1])
        }
        #expect(
            bare.id(index: 0, claimedTime: first, reception: first)
                == bare.id(index: 0, claimedTime: first, reception: second)
        )
        #expect(
            bare.id(index: 0, claimedTime: nil, reception: first)
                != bare.id(index: 0, claimedTime: nil, reception: second)
        )
    }

    @Test func isSixteenHexadecimalDigits() {
        #expect(ReadingID(bits: 0).description == "0000000000000000")
        #expect(ReadingID(bits: 0x9f3c_5a1e_7b2d_4c60).description == "9f3c5a1e7b2d4c60")
        #expect(ReadingID(hexadecimal: "9F3C5A1E7B2D4C60")?.bits == 0x9f3c_5a1e_7b2d_4c60)
        #expect(ReadingID(hexadecimal: "ffffffffffffffff")?.bits == .max)
        for text in ["", "9f3c5a1e7b2d4c6", "9f3c5a1e7b2d4c600", "9f3c5a1e7b2d4c6g", "+f3c5a1e7b2d4c60"] {
            #expect(ReadingID(hexadecimal: text) == nil)
        }
        var bytes = Array("id=".utf8)
        ReadingID(bits: 0xabc).write(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "id=0000000000000abc")
    }
}
