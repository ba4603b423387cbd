import Foundation
import Glibc

/// What reading a configuration wants to know about other files; tests answer without a disk.
struct SettingsFiles {
    /// The bytes of a file, or a sentence that says why there are none.
    let read: (_ path: String) -> Result<[UInt8], SettingsProblem>
    /// Whether there is a directory at a path.
    let isDirectory: (_ path: String) -> Bool
    /// The names in a directory, in any order, or a sentence that says why there are none.
    var names: (_ directory: String) -> Result<[String], SettingsProblem> = { _ in .success([]) }

    /// The files of this machine.
    static var disk: SettingsFiles {
        SettingsFiles(
            read: { path in
                if SettingsFiles.isDirectory(path) { return .failure(SettingsProblem(text: "it is a directory")) }
                do {
                    let file = try FileHandle(forReadingFrom: URL(filePath: path))
                    // One byte more than any of them may have.
                    return .success([UInt8](try file.read(upToCount: textBytesMax + 1) ?? Data()))
                } catch {
                    return .failure(SettingsProblem(text: reason(error)))
                }
            },
            isDirectory: isDirectory,
            names: { directory in
                do {
                    return .success(try FileManager.default.contentsOfDirectory(atPath: directory))
                } catch {
                    return .failure(SettingsProblem(text: reason(error)))
                }
            }
        )
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    /// The text of a configuration or model file, at most 1 MiB of UTF-8.
    func text(path: String) throws(ConfigurationError) -> String {
        switch read(path) {
        case .failure(let problem):
            throw ConfigurationError(faults: [ConfigurationFault(file: path, key: "", problem: problem.text)])
        case .success(let bytes):
            guard bytes.count <= SettingsFiles.textBytesMax, let text = String(validating: bytes, as: UTF8.self) else {
                let problem = "the file is not a text of at most \(ByteSize(bytes: Int64(SettingsFiles.textBytesMax)))"
                let fault = ConfigurationFault(file: path, key: "", problem: problem, allowed: "TOML 1.0, UTF-8")
                throw ConfigurationError(faults: [fault])
            }
            return text
        }
    }

    /// The longest configuration or model file, in bytes.
    static let textBytesMax = 1 << 20

    /// Foundation's error in the words of the operating system.
    static func reason(_ error: any Error) -> String {
        switch (error as? CocoaError)?.code {
        case .fileReadNoSuchFile?, .fileNoSuchFile?: "there is no such file"
        case .fileReadNoPermission?: "permission denied"
        default:
            if let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError,
                underlying.domain == NSPOSIXErrorDomain
            {
                String(cString: strerror(Int32(underlying.code)))
            } else {
                error.localizedDescription
            }
        }
    }
}
