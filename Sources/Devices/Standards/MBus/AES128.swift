import Crypto
import CryptoExtras

/// AES with a key of 128 bits, in the modes that meters use (FIPS 197, NIST SP 800-38A and 800-38B).
struct AES128 {
    /// Bytes of a block, of the key and of a full CMAC.
    static let blockBytes = 16

    private let key: SymmetricKey

    /// A cipher of a key of 16 bytes; nothing for any other length.
    init?(key: [UInt8]) {
        guard key.count == AES128.blockBytes else { return nil }
        self.key = SymmetricKey(data: key)
    }

    /// Decrypts whole blocks in place (CBC); what is left behind the last whole block stays.
    func decryptCBC(_ bytes: inout [UInt8], _ range: Range<Int>, iv: [UInt8]) {
        var previous = iv
        var start = range.lowerBound
        while start + AES128.blockBytes <= range.upperBound {
            let block = Array(bytes[start..<start + AES128.blockBytes])
            var plain = block
            permute(&plain, isEncryption: false)
            for index in 0..<AES128.blockBytes { bytes[start + index] = plain[index] ^ previous[index] }
            previous = block
            start += AES128.blockBytes
        }
    }

    /// Encrypts or decrypts in place (CTR); the last byte of the counter block counts the blocks.
    func applyCTR(_ bytes: inout [UInt8], _ range: Range<Int>, counter first: [UInt8]) {
        var counter = first
        var start = range.lowerBound
        while start < range.upperBound {
            var stream = counter
            permute(&stream, isEncryption: true)
            let end = min(start + AES128.blockBytes, range.upperBound)
            for index in start..<end { bytes[index] ^= stream[index - start] }
            counter[AES128.blockBytes - 1] &+= 1
            start = end
        }
    }

    /// The authentication code of a message (CMAC), 16 bytes.
    func cmac(_ message: [UInt8]) -> [UInt8] {
        var subkey = [UInt8](repeating: 0, count: AES128.blockBytes)
        permute(&subkey, isEncryption: true)
        AES128.double(&subkey)
        let isWhole = !message.isEmpty && message.count.isMultiple(of: AES128.blockBytes)
        if !isWhole { AES128.double(&subkey) }
        let lastStart =
            isWhole ? message.count - AES128.blockBytes : message.count / AES128.blockBytes * AES128.blockBytes
        var state = [UInt8](repeating: 0, count: AES128.blockBytes)
        for start in stride(from: 0, to: lastStart, by: AES128.blockBytes) {
            for index in 0..<AES128.blockBytes { state[index] ^= message[start + index] }
            permute(&state, isEncryption: true)
        }
        for index in 0..<AES128.blockBytes {
            let place = lastStart + index
            let byte: UInt8 = place < message.count ? message[place] : place == message.count ? 0x80 : 0
            state[index] ^= byte ^ subkey[index]
        }
        permute(&state, isEncryption: true)
        return state
    }

    /// Multiplies by x in GF(2^128), as CMAC derives its subkeys.
    private static func double(_ block: inout [UInt8]) {
        let carry = block[0] >> 7
        for index in 0..<blockBytes - 1 { block[index] = block[index] << 1 | block[index + 1] >> 7 }
        block[blockBytes - 1] = block[blockBytes - 1] << 1 ^ carry &* 0x87
    }

    private func permute(_ block: inout [UInt8], isEncryption: Bool) {
        do {
            if isEncryption { try AES.permute(&block, key: key) } else { try AES.inversePermute(&block, key: key) }
        } catch {
            preconditionFailure("A block and a key of AES-128 have 16 bytes each: \(error)")
        }
    }
}
