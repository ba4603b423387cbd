import Foundation

/// What a network server knows of a device's model, as it stands in the message: a name that people gave, or a catalogue's.
///
/// ChirpStack: `deviceInfo.deviceProfileName`. The Things Stack: `uplink_message.version_ids` with `brand_id` and `model_id`.
struct NetworkProfile {
    private struct Message: Decodable {
        struct DeviceInfo: Decodable { let deviceProfileName: String? }
        struct Uplink: Decodable { let version_ids: Version? }
        struct Version: Decodable {
            let brand_id: String?
            let model_id: String?
        }

        let deviceInfo: DeviceInfo?
        let uplink_message: Uplink?
    }

    /// Letters and digits of all its words.
    private let letters: String

    /// What a message says, or nothing.
    init?(message: [UInt8]) {
        guard let message = try? JSONDecoder().decode(Message.self, from: Data(message)) else { return nil }
        let version = message.uplink_message?.version_ids
        let words = [message.deviceInfo?.deviceProfileName, version?.brand_id, version?.model_id].compactMap(\.self)
        letters = NetworkProfile.letters(words.joined())
        if letters.isEmpty { return nil }
    }

    /// How many letters of a product's name stand in it; 0 when not all do.
    func agreement(with product: Substring) -> Int {
        let name = NetworkProfile.letters(String(product))
        return name.count > 2 && letters.contains(name) ? name.count : 0
    }

    private static func letters(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
