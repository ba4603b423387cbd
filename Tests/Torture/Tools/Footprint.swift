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
}
