import Devices
import Testing

/// Base64 and hexadecimal.
struct EncodingTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64HasTheTestVectorsOfRFC4648(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
        let unpadded = encoded.filter { $0 != "=" }
        #expect(Base64.decode(unpadded) == Array(plain.utf8))
    }

    @Test(arguments: [
        "A", "AAAAA", "Zg=", "Z===", "====", "Zg==Zg==", "Zm9v!", "Zm9v Zm9v", "Zh==", "-_-_", "=", "Zm=v",
    ])
    func base64RefusesWhatIsNone(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func everyByteComesBack() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.decode("+/8=") == [0xFB, 0xFF])
        #expect(Hexadecimal.decode(Hexadecimal.encode(bytes)) == bytes)
    }

    @Test func hexadecimalTakesBothCasesAndNothingElse() {
        #expect(Hexadecimal.decode("00fFA5") == [0, 255, 165])
        #expect(Hexadecimal.encode([0, 255, 165]) == "00ffa5")
        #expect(Hexadecimal.decode("") == [])
        for text in ["0", "0g", "0x", " 0", "00 11"] { #expect(Hexadecimal.decode(text) == nil) }
    }
}
