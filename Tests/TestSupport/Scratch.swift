import Foundation

/// Temporary folders.
public enum Scratch {
    /// Makes a folder of its own.
    public static func makeDirectory(_ name: String) throws -> String {
        let path = "\(NSTemporaryDirectory())/gateway-test-\(name)-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    /// Removes a folder and all in it; what cannot be removed is left to the system.
    public static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("\(path) was not removed: \(error)")
        }
    }
}
