import Foundation

/// Where a run says how far it is, line by line, whoever reads it.
enum Console {
    static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
}
