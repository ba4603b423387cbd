import Foundation
public import Observations
public import Store

/// A password that the gateway makes for a device: 192 random bits as 32 letters, digits, `-` and `_`.
///
/// It is shown once, when it is made; only its hash is kept. The user name is the device's hardware id, so that the broker's
/// access list can tie topics to it. The broker knows one password for a name: where the old one has to stay valid until the
/// new one is in the device, the new one belongs to the other of the device's two names, `hardware id` and `hardware id/2`.
public struct DevicePassword: Sendable {
    /// How many random bytes it has.
    static let bytes = 24
    /// What the second name has behind the hardware id.
    static let secondNameEnd = "/2"

    /// What is shown once.
    public let password: String
    private let salt: [UInt8]

    /// A new random password.
    public init(using random: inout some RandomNumberGenerator) {
        func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) } }
        let text = Data(bytes(DevicePassword.bytes)).base64EncodedString()
        password = text.replacing("+", with: "-").replacing("/", with: "_")
        salt = bytes(PasswordHash.saltBytes)
    }

    /// Why a device's hardware id cannot be its user name; nothing when it can.
    public static func obstacle(_ hardwareID: String) -> String? {
        let refused = hardwareID.unicodeScalars.first {
            ":/+#$".unicodeScalars.contains($0) || $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0x7F
        }
        return refused.map {
            "the hardware id \(hardwareID) has a \"\($0)\" in it, which a user name of the broker cannot have"
        }
    }

    /// The device's passwords with this one as the newest; the one before stays valid for `overlap`, not at all when it is
    /// zero.
    public func credentials(
        for thing: Thing,
        replacing known: DeviceCredentials?,
        overlap: Duration,
        at now: Timestamp
    ) -> DeviceCredentials {
        let names = [thing.hardwareID, thing.hardwareID + DevicePassword.secondNameEnd]
        let previous = overlap > .zero ? known?.current : nil
        let user = previous?.user == names[0] ? names[1] : names[0]
        let line = PasswordLine(user: user, hash: PasswordHash.text(password, salt: salt))
        return DeviceCredentials(
            thing: thing.id,
            current: line,
            issued: now,
            previous: previous.map { ($0, now.advanced(byMicroseconds: overlap.components.seconds * 1_000_000)) }
        )
    }
}
