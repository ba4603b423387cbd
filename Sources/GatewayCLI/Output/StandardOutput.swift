import Glibc

/// Data for the next program: nothing else is written to standard output.
enum StandardOutput {
    /// Writes a text as it is, at once; ends the program when nobody reads it any more.
    static func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes bytes as they are, at once; ends the program when nobody reads them any more, or there is no room for them.
    static func write(_ bytes: [UInt8]) {
        guard !FileDescriptorWriter.write(bytes, to: STDOUT_FILENO) else { return }
        let code = errno
        // A reader that has seen enough, as `head`, needs no word.
        if code != EPIPE {
            let reason = String(cString: strerror(code))
            StandardError.write("gateway: standard output cannot be written: \(reason); it is not whole\n")
        }
        CommandStatus.failure.exit()
    }
}
