import Foundation

/// The package's own files, found from this file.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    /// Every Swift file of sources, tests, benchmarks and the manifest.
    static func swiftFiles() throws -> [SourceText] { try scanned.get() }

    /// Scanned once for all rules.
    private static let scanned = Result {
        try paths().filter { $0.hasSuffix(".swift") }.map { SourceText(path: $0, text: try text($0)) }
    }

    /// Every file of the package but build products and git's own, from the root, sorted.
    static func paths() throws -> [String] {
        let names = FileManager.default.enumerator(atPath: root.path(percentEncoded: false))
        var paths: [String] = []
        while let path = names?.nextObject() as? String {
            let last = path.split(separator: "/").last ?? ""
            if last == ".git" || last.hasPrefix(".build") || last == "demo-state" {
                names?.skipDescendants()
                continue
            }
            paths.append(path)
        }
        return paths.sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path(percentEncoded: false))
    }

    /// The files that git knows, or nil where there is no git or no repository (a source archive).
    static func trackedFiles() throws -> [String]? {
        guard exists(".git") else { return nil }
        let git = Process()
        git.executableURL = URL(filePath: "/usr/bin/env")
        git.arguments = ["git", "-C", root.path(percentEncoded: false), "ls-files"]
        let output = Pipe()
        git.standardOutput = output
        git.standardError = FileHandle.nullDevice
        try git.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        git.waitUntilExit()
        guard git.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
