import Devices

/// Reads bytes that somebody typed: two digits a byte, with or without spaces or colons between them.
enum HexadecimalOption {
    static func bytes(_ text: String, _ option: String) throws -> [UInt8] {
        let digits = text.filter { $0 != " " && $0 != ":" }
        guard let bytes = Hexadecimal.decode(digits) else {
            let message = "\(option) \"\(text)\" is not hexadecimal: two digits a byte, with or without spaces"
            throw CommandFailure(status: .usage, message: message)
        }
        return bytes
    }
}
