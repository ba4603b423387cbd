import Devices

/// Bytes in rows of 16 behind their offset, as people compare them with a maker's table.
enum HexadecimalDump {
    private static let rowBytes = 16

    static func text(_ payload: [UInt8]) -> String {
        stride(from: 0, to: payload.count, by: rowBytes).map { start in
            let bytes = payload[start..<min(start + rowBytes, payload.count)]
            return DisplayText.padded("\(start)", to: 5, isRight: true) + "  " + spaced(bytes) + "\n"
        }.joined()
    }

    /// The row in which decoding ended, with a mark under the byte.
    static func text(_ payload: [UInt8], at error: DecodeError) -> String {
        if case .codec = error { return text(payload) }
        guard !payload.isEmpty, error.offset <= payload.count else { return text(payload) }
        let row = min(error.offset, payload.count - 1) / rowBytes * rowBytes
        let mark = String(repeating: " ", count: 7 + 3 * (error.offset - row)) + "^^ byte \(error.offset)\n"
        let end = min(row + rowBytes, payload.count)
        return text(Array(payload[..<end])) + mark
    }

    static func spaced(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { Hexadecimal.encode([$0]) }.joined(separator: " ")
    }
}
