import Foundation

/// What another program says, for programs that end by themselves.
enum ProgramOutput {
    /// The standard output of a program that succeeds; nothing when it is not there or fails.
    static func of(_ path: String, _ arguments: [String]) -> String? {
        guard FileSystem.isProgram(path) else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
            let data = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
        } catch {
            return nil  // As if the program were not there.
        }
    }
}
