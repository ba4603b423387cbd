import Gateway
import Testing

@Suite struct HardwareIDTests {
    @Test(arguments: [
        ("0004A30B001A2B3C", "0004a30b001a2b3c"),
        ("0004a30b001a2b3c", "0004a30b001a2b3c"),
        ("METER-0004A30B00", "METER-0004A30B00"),
        ("A1", "A1"),
        ("ＡＢＣＤＥ1", "ＡＢＣＤＥ1"),
    ])
    func onlyDevEUIsAreTheSameInEitherCase(written: String, canonical: String) {
        #expect(HardwareID.canonical(written) == canonical)
    }
}
