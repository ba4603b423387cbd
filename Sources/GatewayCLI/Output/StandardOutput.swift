import Glibc

/// Data for the next program: nothing else is written to standard output.
enum StandardOutput {
    /// Writes a text as it is, at once; ends the program when nobody reads it any more.
    static func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes bytes as they are, at once; ends the program when nobody reads them any more.
    static func write(_ bytes: [UInt8]) {
        guard FileDescriptorWriter.write(bytes, to: STDOUT_FILENO) else { CommandStatus.failure.exit() }
    }
}
