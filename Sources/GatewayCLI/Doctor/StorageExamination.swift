import Foundation
import Gateway
import Glibc
import Observations
import Store

/// The disk that keeps what was acknowledged.
enum StorageExamination {
    private static let section = "storage"
    private static let syncMicrosecondsMax: Int64 = 100_000
    private static let syncs = 5
    private static let hoursWarn: Int64 = 24
    private static let hoursFail: Int64 = 1

    static func findings(_ configuration: GatewayConfiguration, _ status: GatewayStatus?) -> [DoctorFinding] {
        let state = configuration.gateway.stateDirectory
        guard FileManager.default.fileExists(atPath: state) else {
            let remedy = "make it with `gateway init`, or let systemd make it (StateDirectory)"
            return [DoctorFinding(section, "directory", .fail, "\(state): there is no such directory", remedy: remedy)]
        }
        return [journal(configuration), sync(state), room(configuration, status)]
    }

    /// The first page of a file with a write-ahead log says so (bytes 18 and 19, both 2).
    private static func journal(_ configuration: GatewayConfiguration) -> DoctorFinding {
        let path = configuration.bufferPath
        switch FileSystem.access(path) {
        case .missing: return finding("journal", .unseen, "the gateway has not run here yet")
        case .denied: return finding("journal", .unseen, "this user may not read \(path)")
        case .allowed: break
        }
        guard let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: 20),
            head.count == 20, head[18] == 2, head[19] == 2
        else {
            let remedy = "stop the gateway and move the file aside; the next start saves what can be read of it"
            return finding("journal", .fail, "\(path) has no write-ahead log", remedy)
        }
        return finding("journal", .ok, "write-ahead log; the gateway syncs every commit, or refuses to start")
    }

    /// Measures what a commit waits for.
    private static func sync(_ state: String) -> DoctorFinding {
        let path = "\(state)/doctor-\(getpid())"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            guard errno == EACCES || errno == EPERM else {
                return finding(
                    "sync",
                    .fail,
                    "no file can be made in \(state): \(reason)",
                    "see the disk and its mount"
                )
            }
            return finding("sync", .unseen, "this user may not write into \(state)")
        }
        defer {
            close(descriptor)
            unlink(path)
        }
        let page = [UInt8](repeating: 0x55, count: 4_096)
        var slowest: Int64 = 0
        let clock = ContinuousClock()
        for _ in 0..<syncs {
            guard FileDescriptorWriter.write(page, to: descriptor) else {
                let reason = String(cString: strerror(errno))
                return finding("sync", .fail, "\(state) takes no data: \(reason)", "make room on the disk")
            }
            let began = clock.now
            guard fsync(descriptor) == 0 else {
                let reason = String(cString: strerror(errno))
                return finding("sync", .fail, "the disk of \(state) does not sync: \(reason)", "replace the disk")
            }
            let (seconds, attoseconds) = (clock.now - began).components
            slowest = max(slowest, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        }
        let text = "the slowest of \(syncs) took \(slowest / 1_000).\(slowest % 1_000 / 100) ms"
        return slowest <= syncMicrosecondsMax
            ? finding("sync", .ok, text) : finding("sync", .warn, text, "a faster card or disk buffers more a second")
    }

    private static func room(_ configuration: GatewayConfiguration, _ status: GatewayStatus?) -> DoctorFinding {
        guard let free = Machine.availableBytes(at: configuration.gateway.stateDirectory) else {
            return finding("room", .unseen, "the file system does not say")
        }
        let size = ReadableTime.size(bytes: free)
        if let status, let buffer = status.buffer, let seconds = buffer.secondsLeft {
            let text = "\(size) free; the outbox \(MachineText.buffer(buffer, status))"
            let remedy = "make room, raise the [outbox] limits, or let less in"
            switch seconds {
            case ..<(hoursFail * 3_600) where buffer.basis == .filling: return finding("room", .fail, text, remedy)
            case ..<(hoursWarn * 3_600): return finding("room", .warn, text, remedy)
            default: return finding("room", .ok, text)
            }
        }
        let wanted = configuration.outbox.maximumBytes.bytes
        guard free > 4 * configuration.storeLimits.reserveBytes else {
            return finding("room", .fail, "\(size) free", "make room on the disk of the state directory")
        }
        guard Double(free) > Double(wanted) * BufferOutlook.diskBytesPerByte else {
            let text = "\(size) free, which the outbox's \(ReadableTime.size(bytes: wanted)) may not find"
            return finding("room", .warn, text, "make room, or lower [outbox] maximum_bytes")
        }
        return finding("room", .ok, "\(size) free")
    }

    private static func finding(
        _ check: String,
        _ verdict: DoctorFinding.Verdict,
        _ text: String,
        _ remedy: String? = nil
    ) -> DoctorFinding {
        DoctorFinding(section, check, verdict, text, remedy: remedy)
    }
}
