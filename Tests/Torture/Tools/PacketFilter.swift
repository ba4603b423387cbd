import Foundation

/// A rule of the kernel that drops packets of one port on loopback; it goes with its owner.
final class PacketFilter {
    private static let table = "gateway_torture_\(getpid())"

    static let isAvailable: Bool = {
        guard Tool.program("nft").isThere else { return false }
        do {
            _ = try PacketFilter(port: 9, percent: 100)
            return true
        } catch {
            return false
        }
    }()

    /// Drops so many of a hundred packets to and from a port.
    init(port: UInt16, percent: Int) throws {
        remove()
        try Tool.run(["nft", "add", "table", "ip", PacketFilter.table])
        try Tool.run(["nft", "add chain ip \(PacketFilter.table) in { type filter hook input priority 0 ; }"])
        let chance = percent < 100 ? "numgen random mod 100 < \(percent) " : ""
        for direction in ["dport", "sport"] {
            try Tool.run(["nft", "add rule ip \(PacketFilter.table) in tcp \(direction) \(port) \(chance)drop"])
        }
    }

    deinit { remove() }

    private func remove() {
        do {
            try Tool.run(["nft", "delete", "table", "ip", PacketFilter.table], statuses: [0, 1])
        } catch {
            print("the packet filter was not removed: \(error)")
        }
    }
}
