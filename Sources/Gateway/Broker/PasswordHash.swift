import Crypto
import Foundation

/// A password's hash as mosquitto 2 writes and checks it: `$7$iterations$salt$hash`.
///
/// The salt has 12 bytes and the hash 64, both in base64. The hash is PBKDF2 (RFC 8018, section 5.2) with HMAC-SHA-512,
/// of which a hash of 64 bytes is the first block: U1 = HMAC(password, salt, 0x00000001), Un = HMAC(password, Un-1), and the
/// block is the exclusive or of all U.
public enum PasswordHash {
    /// How many bytes a salt has.
    public static let saltBytes = 12
    /// How many rounds are made: mosquitto's own number.
    ///
    /// The passwords are random and have 192 bits: more rounds would only slow the broker down when many devices come back
    /// at once.
    public static let iterations = 101

    /// The hash of a password.
    public static func text(_ password: String, salt: [UInt8], iterations: Int = iterations) -> String {
        let key = SymmetricKey(data: Array(password.utf8))
        var last = Array(HMAC<SHA512>.authenticationCode(for: salt + [0, 0, 0, 1], using: key))
        var block = last
        for _ in 1..<iterations {
            last = Array(HMAC<SHA512>.authenticationCode(for: last, using: key))
            for index in block.indices { block[index] ^= last[index] }
        }
        return "$7$\(iterations)$\(Data(salt).base64EncodedString())$\(Data(block).base64EncodedString())"
    }
}
