import Observations

/// Whom a luminaire controller speaks of, in one byte: a driver on its DALI bus, a group, all of them, or itself.
///
/// | byte | whom | channel |
/// | --- | --- | --- |
/// | 01 | the analog output 0–10 V | `analog` |
/// | even, below 80 | one driver, its number times 2 | `driver-3` |
/// | even, from 80 | a group, its number times 2 + 80 | `group-2` |
/// | FE | all | `broadcast` |
/// | FF | the controller's own measurement | `internal` |
enum NASLightAddress {
    /// The channels of one address: of the mains side, of the side of the load, of the lamp.
    struct Channels: Sendable {
        let mains: Channel
        let load: Channel
        let lamp: Channel
    }

    /// The channels by the byte.
    static let channels: [Channels] = (0..<256).map { byte in
        let name =
            switch UInt8(byte) {
            case 0x01: "analog"
            case 0xFE: "broadcast"
            case 0xFF: "internal"
            case let odd where odd & 1 != 0: "address-\(odd)"
            case let group where group & 0x80 != 0: "group-\(group >> 1 & 15)"
            case let single: "driver-\(single >> 1)"
            }
        return Channels(mains: channel(name), load: channel(name + "-load"), lamp: channel(name + "-lamp"))
    }

    /// Whether there is such an address.
    static func isValid(_ byte: UInt8) -> Bool { byte & 1 == 0 || byte == 0x01 || byte == 0xFF }

    private static func channel(_ name: String) -> Channel {
        do throws(SlugError) {
            return try Channel(name)
        } catch {
            preconditionFailure("The channels of addresses are slugs.")
        }
    }

    /// Adds what a DALI status says of an address; `FF` says nothing.
    ///
    /// | bit | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
    /// | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    /// | | driver faulty | lamp faulty | lamp on | limit error | fading | reset | no address | power failed |
    static func addStatus(_ status: UInt8, of address: UInt8, _ reading: inout ReadingBuilder) {
        guard status != 0xFF else { return }
        let channel = channels[Int(address)].mains
        reading.add(.driverFault, status & 0x01 != 0, channel)
        reading.add(.lampFault, status & 0x02 != 0, channel)
        reading.add(.lampOn, status & 0x04 != 0, channel)
    }
}
