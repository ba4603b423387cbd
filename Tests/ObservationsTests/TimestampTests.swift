import Testing

@testable import Observations

@Suite struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.999999Z", -1),
            ("2026-11-23T08:00:00Z", 1_795_420_800_000_000),
            ("2026-11-23T15:00:00+07:00", 1_795_420_800_000_000),
            ("2026-11-23T15:00:00+0700", 1_795_420_800_000_000),
            ("2026-11-23T15:00:00+07", 1_795_420_800_000_000),
            ("2026-11-22T21:30:00-10:30", 1_795_420_800_000_000),
            ("2026-11-23t08:00:00z", 1_795_420_800_000_000),
            ("2026-11-23 08:00Z", 1_795_420_800_000_000),
            ("2026-11-23T08:00:00.1Z", 1_795_420_800_100_000),
            ("2026-11-23T08:00:00,123Z", 1_795_420_800_123_000),
            ("2026-11-23T08:00:00.123456Z", 1_795_420_800_123_456),
            ("2026-11-23T08:00:00.123456789Z", 1_795_420_800_123_456),
            ("2000-02-29T00:00:00Z", 951_782_400_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ] as [(String, Int64)]
    )
    func readsAMoment(text: String, microseconds: Int64) {
        #expect(Timestamp(iso8601: text.utf8)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-11-23", "2026-11-23T08:00:00", "2026-11-23T08Z", "2026-11-23T08:00:00.Z",
        "2026-11-23T08:00:00.1234567890Z", "2026-11-23T24:00:00Z", "2026-11-23T08:60:00Z", "2026-11-23T08:00:61Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-11-23T08:00:00+24:00", "2026-11-23T08:00:00+07:60",
        "2026-11-23T08:00:00+7", "2026-11-23T08:00:00ZZ", " 2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z ",
        "2026-1-23T08:00:00Z", "20261123T080000Z", "+2026-11-23T08:00:00Z", "2026-11-23T08:00:0\u{0660}Z",
    ])
    func refusesWhatIsNoMoment(text: String) {
        #expect(Timestamp(iso8601: text.utf8) == nil)
    }

    @Test func assumesAZoneOnlyWhereTheTextHasNone() {
        let assumed = Timestamp(iso8601: "2026-11-23T15:00:00".utf8, assuming: 7 * 3600)
        #expect(assumed?.microseconds == 1_795_420_800_000_000)
        let stated = Timestamp(iso8601: "2026-11-23T08:00:00Z".utf8, assuming: 7 * 3600)
        #expect(stated?.microseconds == 1_795_420_800_000_000)
        #expect(Timestamp(iso8601: "2026-11-23T08:00:00!".utf8, assuming: 0) == nil)
    }

    @Test func readsTextThatLiesInPieces() {
        let pieces = ["2026-11-23T", "08:00:00Z"].lazy.map { Array($0.utf8) }.joined()
        #expect(Timestamp(iso8601: AnyCollection(Array(pieces)))?.microseconds == 1_795_420_800_000_000)
    }

    @Test func survivesEveryPrefixAndEveryBitFlip() {
        let text = Array("2026-11-23T08:00:00.123456+07:00".utf8)
        for length in text.indices where ![26, 29].contains(length) {
            #expect(Timestamp(iso8601: text[..<length]) == nil || length == 29)
        }
        for position in text.indices {
            for bit in 0..<8 {
                var broken = text
                broken[position] ^= 1 << bit
                if let moment = Timestamp(iso8601: broken) { #expect(moment.description.utf8.count == 24) }
            }
        }
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (1_795_420_800_000_999, "2026-11-23T08:00:00.000Z"),
            (1_795_420_800_009_000, "2026-11-23T08:00:00.009Z"),
            (1_795_420_801_210_000, "2026-11-23T08:00:01.210Z"),
            (951_782_400_000_000 - 1000, "2000-02-28T23:59:59.999Z"),
            (-62_167_219_200_000_000, "0000-01-01T00:00:00.000Z"),
            (-62_167_219_200_000_001, "0000-01-01T00:00:00.000Z"),
            (Int64.min, "0000-01-01T00:00:00.000Z"),
            (Int64.max, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)]
    )
    func writesAMoment(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
        var bytes = Array("<".utf8)
        Timestamp(microseconds: microseconds).write(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "<" + text)
    }

    @Test func everyDayOfFourHundredYearsIsReadAsItIsWritten() {
        var previous = Timestamp(microseconds: -62_167_219_200_000_000)
        var faults: [Int] = []
        for day in 0..<(146_097 + 366) {
            let moment = Timestamp(microseconds: -11_676_096_000_000_000 + Int64(day) * 86_400_000_000 + 3_723_004_000)
            let isReadBack = Timestamp(iso8601: moment.description.utf8) == moment
            if !isReadBack || previous.description >= moment.description { faults.append(day) }
            previous = moment
        }
        #expect(faults == [])
        #expect(previous.description.hasPrefix("2000-12-31T"))
    }

    @Test func countsFromTheEpochInOtherUnits() {
        #expect(Timestamp(seconds: -2)?.microseconds == -2_000_000)
        #expect(Timestamp(milliseconds: 1500)?.microseconds == 1_500_000)
        #expect(Timestamp(nanoseconds: 1999).microseconds == 1)
        #expect(Timestamp(nanoseconds: -1).microseconds == -1)
        #expect(Timestamp(nanoseconds: -1000).microseconds == -1)
        #expect(Timestamp(seconds: .max) == nil)
        #expect(Timestamp(milliseconds: .min) == nil)
    }

    @Test func stopsAtTheEndsOfSixtyFourBits() {
        let late = Timestamp(microseconds: .max)
        let early = Timestamp(microseconds: .min)
        #expect(late.advanced(byMicroseconds: 1) == late)
        #expect(early.advanced(byMicroseconds: -1) == early)
        #expect(late.microseconds(since: early) == .max)
        #expect(early.microseconds(since: late) == .min)
        #expect(Timestamp(microseconds: 7).advanced(byMicroseconds: -9).microseconds == -2)
        #expect(Timestamp(microseconds: 7).microseconds(since: Timestamp(microseconds: 9)) == -2)
    }
}
