import Testing

@testable import Observations

@Suite struct NumberTextTests {
    static func text(_ body: (inout ByteWriter) -> Void) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ByteWriter.numberBytesMax) { buffer in
            var writer = ByteWriter(buffer)
            body(&writer)
            return String(decoding: writer.written, as: UTF8.self)
        }
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (31.4, "31.4"), (-31.4, "-31.4"), (0.1, "0.1"), (0.05, "0.05"),
            (10_234.5, "10234.5"), (106.6519, "106.6519"), (0.30000000000000004, "0.30000000000000004"),
            (1e15, "1000000000000000"), (1e17, "1e+17"), (1e14, "100000000000000"),
            (0.1234567, "0.1234567"), (0.12345678, "0.12345678"), (1.0 / 3, "0.3333333333333333"), (99.99, "99.99"),
            (999_999_999_999_999, "999999999999999"), (-0.001, "-0.001"), (1e-7, "0.0000001"), (1e-8, "1e-08"),
            (.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"), (9_007_199_254_740_992, "9007199254740992"),
            (4_294_967_295, "4294967295"), (0.07, "0.07"), (0.57, "0.57"), (100, "100"), (1000.001, "1000.001"),
            (2.5e-5, "0.000025"),
        ] as [(Double, String)]
    )
    func isShortest(number: Double, text: String) {
        let written = Self.text { $0.write(number) }
        #expect(written == text)
        #expect(Double(written) == number)
        #expect(!written.hasSuffix(".0"))
    }

    /// The digits that count: without point, exponent and the zeros at both ends.
    static func significantDigits(_ text: String) -> String {
        let mantissa = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        return String(mantissa.reversed().drop { $0 == "0" }.reversed())
    }

    /// The standard library's description is the shortest; ours may only write its exponent out or leave out `.0`.
    @Test func agreesWithTheStandardLibrary() {
        var generator = SplitMix(state: 20_261_123)
        for _ in 0..<10_000 {
            let decimals = [1.0, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e9, 1e12][Int(generator.next() % 10)]
            let integer = Double(generator.next() >> (generator.next() % 53 + 11))
            for number in [integer / decimals, -integer / decimals, Double(bitPattern: generator.next())] {
                guard number.isFinite else { continue }
                let written = Self.text { $0.write(number) }
                #expect(Double(written) == number)
                let hasFraction = written.contains(".") && !written.contains("e")
                #expect(!hasFraction || !written.hasSuffix("0"))
                #expect(Self.significantDigits(written) == Self.significantDigits(number.description))
            }
        }
    }

    @Test(
        arguments: [0, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 12_345_678, 99_999_999, 100_000_000, .max, .max - 1]
            as [UInt64]
    )
    func writesWholeNumbersVerbatim(number: UInt64) {
        #expect(Self.text { $0.write(number) } == number.description)
        let signed = Int64(truncatingIfNeeded: number)
        #expect(Self.text { $0.write(signed) } == signed.description)
    }

    @Test func everyPowerOfTenHasItsDigits() {
        var power: UInt64 = 1
        for digits in 1...20 {
            for number in [power - 1, power, power + 1] {
                #expect(Self.text { $0.write(number) } == number.description)
            }
            #expect(Self.text { $0.write(power) }.utf8.count == digits)
            power = digits < 20 ? power &* 10 : power
        }
        for number in UInt64(0)..<20_000 { #expect(Self.text { $0.write(number) } == number.description) }
    }
}

/// A small generator of numbers that look like chance and are the same every time.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
