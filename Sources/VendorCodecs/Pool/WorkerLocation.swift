import Glibc

/// Where the worker's program is.
public enum WorkerLocation {
    /// The program's name.
    public static let name = "gateway-codec-worker"
    /// Names another program, for tests and for development.
    public static let variable = "GATEWAY_CODEC_WORKER"

    /// What the configuration says, else the environment, else the file beside this program.
    public static func path(configured: String?) -> String {
        if let configured { return configured }
        if let value = getenv(variable) { return String(cString: value) }
        var characters: [CChar] = Array(repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &characters, characters.count)
        guard count > 0 else { return name }
        let program = String(decoding: characters[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let slash = program.lastIndex(of: "/") else { return name }
        return program[...slash] + name
    }
}
