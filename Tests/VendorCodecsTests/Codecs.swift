import VendorCodecs

/// Codecs of our own, good and bad.
enum Codecs {
    /// Temperature in tenths of a degree, humidity in halves of a percent, battery in millivolts.
    static let good = """
        function s16(b, o) { var v = b[o] << 8 | b[o + 1]; return v > 32767 ? v - 65536 : v; }
        function decodeUplink(input) {
            var b = input.bytes;
            return { data: { temperature: s16(b, 0) / 10, humidity: b[2] / 2, battery_mv: b[3] << 8 | b[4], port: input.fPort } };
        }
        """
    static let goodPayload: [UInt8] = [0x00, 0xFD, 0x64, 0x0D, 0x7A]
    static let goodData = #"{"temperature":25.3,"humidity":50,"battery_mv":3450,"port":5}"#

    static func program(_ source: String, _ name: String = "acme/test") -> CodecProgram {
        CodecProgram(name: name, digest: String(source.hashValue), source: source)
    }
}
