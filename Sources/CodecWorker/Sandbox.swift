import CLinux
import Glibc

/// What the worker takes from itself before it sees a codec.
///
/// The order matters: the engine's options are set before its library is used, and the doors close once the engine has
/// its threads and its address space. A codec that found a way out of the engine would be in a process without files,
/// without a network, without the right to start another or to make memory executable.
enum Sandbox {
    /// The engine's options.
    ///
    /// Without its compiler it needs no executable memory; without its cages its memory
    /// counts against the limit; told that the machine is small it collects early.
    private static let environment = [
        ("JSC_useJIT", "0"), ("JSC_useWasm", "0"), ("JSC_useSharedArrayBuffer", "0"),
        ("JSC_useConcurrentGC", "0"), ("JSC_numberOfGCMarkers", "1"), ("JSC_forceRAMSize", "67108864"),
        ("GIGACAGE_ENABLED", "0"), ("TZ", "UTC"), ("LC_ALL", "C.UTF-8"),
    ]

    /// Before the engine starts.
    static func prepare() {
        for (name, value) in environment { setenv(name, value, 1) }
        goFirstWhenMemoryIsShort()
        _ = linux_bind_to_parent()
    }

    /// After the engine has started: from here on the process computes, reads its input and writes its answers.
    ///
    /// - Returns: what could not be closed, in words; nothing when all was.
    static func close(memoryMebibytes: Int) -> String? {
        guard let used = dataKibibytes() else { return "the kernel does not say how much memory is used" }
        let limits: [(String, __rlimit_resource, UInt64)] = [
            ("memory", RLIMIT_DATA, UInt64(used + memoryMebibytes * 1_024) * 1_024),
            ("file size", RLIMIT_FSIZE, 0), ("core", RLIMIT_CORE, 0), ("files", RLIMIT_NOFILE, 16),
            ("processes", __RLIMIT_NPROC, 256),
        ]
        for (name, resource, value) in limits {
            let result = linux_limit(Int32(resource.rawValue), value)
            guard result == 0 else { return "the limit on \(name) cannot be set (errno \(result))" }
        }
        let result = linux_confine()
        return result == 0 ? nil : "the system call filter cannot be set (errno \(result))"
    }

    /// The kernel ends a codec's process before the gateway's.
    private static func goFirstWhenMemoryIsShort() {
        let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = write(file, "1000", 4)
        Glibc.close(file)
    }

    /// The private memory that the process could write to, as the kernel counts it against RLIMIT_DATA.
    private static func dataKibibytes() -> Int? {
        let file = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { Glibc.close(file) }
        var bytes: [UInt8] = Array(repeating: 0, count: 8_192)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        for line in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n") {
            guard line.hasPrefix("VmData:") else { continue }
            return Int(line.filter(\.isNumber))
        }
        return nil
    }
}
