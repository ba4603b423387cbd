import Foundation
import Gateway

/// The machine's calendar, and what keeps it right.
enum ClockExamination {
    private static let services = [
        "chronyd": "chrony", "systemd-timesyn": "systemd-timesyncd", "ntpd": "ntpd", "openntpd": "openntpd",
        "ptp4l": "ptp4l", "gpsd": "gpsd",
    ]

    static func findings() -> [DoctorFinding] {
        let service = runningService()
        let kept = service.map { "kept by \($0)" } ?? "no time service is seen here"
        guard Machine.isClockSynchronised else {
            let remedy =
                service == nil ? "install one: apt install chrony" : "can \(service ?? "it") reach its time servers?"
            let text = "not synchronised (\(kept)): readings say so, schedules and ages do not count"
            return [DoctorFinding("clock", "synchronised", .warn, text, remedy: remedy)]
        }
        return [DoctorFinding("clock", "synchronised", .ok, kept)]
    }

    private static func runningService() -> String? {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for process in processes where process.allSatisfy(\.isNumber) {
            guard let data = FileManager.default.contents(atPath: "/proc/\(process)/comm") else { continue }
            let name = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            if let service = services[name] { return service }
        }
        return nil
    }
}
