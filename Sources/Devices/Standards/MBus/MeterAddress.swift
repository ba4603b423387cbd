public import Observations

/// Which meter a wireless telegram says that it is of, before anything of it is decrypted.
public enum MeterAddress {
    /// The meter's number that a telegram names, where the hardware id is the number of another one.
    ///
    /// A hardware id is taken for a meter's number when it is its 8 digits, alone or after the maker's three letters. The
    /// link layer's number may be that of a radio module: the transport layer's long header is as good. What names the
    /// meter only behind an encryption is not judged.
    ///
    /// - Returns: nothing when there is no contradiction, or the model is not one of the European standard's.
    public static func contradiction(to hardwareID: String, in payload: [UInt8], of model: ModelID) -> String? {
        guard model.vendor.string == "en13757", let number = number(in: hardwareID) else { return nil }
        let frames: [MBusFrame]
        let context = DecodingContext(port: nil, receivedAt: Timestamp(microseconds: 0))
        do throws(DecodeError) { frames = try MBusFrame.split(payload, context, isWirelessAllowed: true).frames } catch
        {
            return nil  // The decoder says what is wrong with it.
        }
        for frame in frames where frame.layout != .wired {
            guard let named = numbers(of: frame), !named.contains(number) else { continue }
            return named.last
        }
        return nil
    }

    /// The 8 digits at the end of a hardware id that is a meter's number.
    private static func number(in hardwareID: String) -> String? {
        let digits = hardwareID.suffix(8)
        guard digits.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let maker = hardwareID.dropLast(8)
        let letters = maker.last.map { "-_.".contains($0) } == true ? maker.dropLast() : maker
        guard maker.isEmpty || letters.count == 3 && letters.allSatisfy(\.isLetter) else { return nil }
        return String(digits)
    }

    /// The numbers that a wireless frame names in the clear, the link layer's first; nothing when there may be others.
    private static func numbers(of frame: MBusFrame) -> [String]? {
        let bytes = frame.bytes
        guard bytes.count > 10 else { return nil }
        let link = text(bytes[4..<8])
        // The extended link layer `8C` has two bytes of its own before the next layer.
        let header = bytes[10] == 0x8C ? 13 : 10
        guard header < bytes.count else { return nil }
        switch bytes[header] {
        case 0x72, 0x73, 0x6B: return bytes.count >= header + 5 ? [link, text(bytes[header + 1..<header + 5])] : [link]
        case 0x78, 0x79, 0x7A, 0x7B, 0x6A: return [link]
        default: return nil
        }
    }

    private static func text(_ number: ArraySlice<UInt8>) -> String { Hexadecimal.encode(Array(number.reversed())) }
}
