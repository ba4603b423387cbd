/// Values as proto3's JSON mapping has them: what is left out is zero or empty.
extension JSONScanner {
    /// A whole number that is 0 when it is left out.
    func proto3(_ token: JSONToken?, _ name: String, through maximum: UInt64) throws(EnvelopeError) -> UInt64 {
        guard let token, token.kind != .null else { return 0 }
        guard let value = unsignedInteger(token), value <= maximum else {
            throw .invalidMember(name: name, offset: token.range.lowerBound)
        }
        return value
    }

    /// Bytes in base64, none when they are left out.
    func base64(_ token: JSONToken?, _ name: String) throws(EnvelopeError) -> [UInt8] {
        guard let token, token.kind != .null else { return [] }
        guard token.kind == .string else { throw .invalidMember(name: name, offset: token.range.lowerBound) }
        let decoded: [UInt8]?
        if token.isPlain {
            decoded = Base64.decode(bytes, token.range)
        } else {
            let text = unescaped(token)
            decoded = Base64.decode(text, 0..<text.count)
        }
        guard let decoded else { throw .invalidMember(name: name, offset: token.range.lowerBound) }
        return decoded
    }
}
