import Devices
import Observations

/// A device's key as people write it: hexadecimal digits, with or without spaces and colons.
///
/// What is wrong with it is said without showing it.
enum KeyText {
    /// Why a text is not a key.
    struct Fault: Error, Hashable {
        let reason: String
    }

    /// The key of a text.
    static func key(_ text: String) -> Result<DeviceKey, Fault> {
        let digits = text.filter { !$0.isWhitespace && $0 != ":" }
        guard let bytes = Hexadecimal.decode(digits) else {
            return .failure(Fault(reason: "is not hexadecimal: two digits a byte (\(digits.count) characters)"))
        }
        guard let key = DeviceKey(bytes) else {
            let counts = DeviceKey.byteCounts.map(String.init).joined(separator: ", ")
            return .failure(Fault(reason: "has \(bytes.count) bytes; a key has one of \(counts)"))
        }
        return .success(key)
    }

    /// Whether a text in the wrong place may be a key, and must not be shown.
    static func mayBeKey(_ text: String) -> Bool {
        let digits = text.filter { !$0.isWhitespace && $0 != ":" }
        return digits.count >= 16 && digits.allSatisfy(\.isHexDigit)
    }

    /// The key in a file, or on standard input for `-`.
    static func read(_ path: String) throws -> DeviceKey {
        let bytes = try FileSystem.read(path, bytesMax: 64 << 10)
        let place = path == "-" ? "the key on standard input" : "the key in \(path)"
        guard bytes.count <= 1_024, let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(status: .failure, message: "\(place) is not hexadecimal: two digits a byte")
        }
        switch key(text) {
        case .success(let key): return key
        case .failure(let fault): throw CommandFailure(status: .failure, message: "\(place) \(fault.reason)")
        }
    }
}
