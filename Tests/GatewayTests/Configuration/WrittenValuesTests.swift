import Testing

@testable import Gateway

struct WrittenValuesTests {
    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("60s", .seconds(60)), ("5m", .seconds(300)), ("1h", .seconds(3600)),
        ("30d", .seconds(2_592_000)), ("0s", .zero), ("36500d", .seconds(3_153_600_000)),
    ])
    func readsADurationWithItsUnit(text: String, duration: Duration) {
        #expect(Duration(written: text) == duration)
    }

    @Test(arguments: [
        "", "s", "60", "1.5h", "-1s", "+1s", " 1s", "1 s", "1S", "1w", "36501d", "9999999999999999d", "١s",
    ])
    func readsNoOtherText(text: String) {
        #expect(Duration(written: text) == nil)
    }

    @Test(arguments: ["0s", "250ms", "90s", "5m", "36h", "30d"])
    func writesADurationAsItIsRead(text: String) {
        #expect(Duration(written: text)?.written == text)
    }

    @Test(arguments: [("1B", Int64(1)), ("256KiB", 262_144), ("64MiB", 67_108_864), ("1GiB", 1_073_741_824)])
    func readsAndWritesASizeWithItsUnit(text: String, bytes: Int64) {
        #expect(ByteSize(written: text)?.bytes == bytes)
        #expect(ByteSize(bytes: bytes).description == text)
    }

    @Test(arguments: ["", "1", "1KB", "1kib", "KiB", "-1B", "1.5GiB", "9999999999999999TiB"])
    func readsNoOtherSize(text: String) {
        #expect(ByteSize(written: text) == nil)
    }

    @Test func findsTheWordThatWasMeant() {
        let words = ["host", "port", "window", "settle_timeout", "pressure_timeout"]
        #expect(Spelling.nearest(to: "prot", among: words) == "port")
        #expect(Spelling.nearest(to: "windows", among: words) == "window")
        #expect(Spelling.nearest(to: "settle_time", among: words) == "settle_timeout")
        #expect(Spelling.nearest(to: "colour", among: words) == nil)
        #expect(Spelling.distance("kitten", "sitting") == 3)
        #expect(Spelling.distance("", "abc") == 3)
        #expect(Spelling.distance("ab", "ba") == 1)
    }
}
