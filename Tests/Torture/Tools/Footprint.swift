import Foundation
import TestBroker

/// What a process holds of the machine.
enum Footprint {
    /// Open descriptors, and resident memory in kilobytes.
    static func of(_ process: Int32) throws -> (descriptors: Int, kilobytes: Int) {
        let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let kilobytes = line?.split(separator: " ").compactMap({ Int($0) }).first else {
            throw TestSupportError("the memory of process \(process) is not known")
        }
        return (descriptors, kilobytes)
    }

    /// How many segments came before others that were sent earlier, as the kernel has counted since it was started.
    static func segmentsOutOfOrder() throws -> Int {
        let lines = try String(contentsOfFile: "/proc/net/netstat", encoding: .utf8).split(separator: "\n")
        let table = lines.filter { $0.hasPrefix("TcpExt:") }.map { $0.split(separator: " ") }
        guard table.count == 2, let column = table[0].firstIndex(of: "TCPOFOQueue"), column < table[1].count,
            let count = Int(table[1][column])
        else { throw TestSupportError("/proc/net/netstat has no TCPOFOQueue") }
        return count
    }
}
