import Glibc

/// Messages for the person at the terminal.
enum StandardError {
    /// Writes a text as it is; a message that cannot be written is not worth failing for.
    static func write(_ text: String) { _ = FileDescriptorWriter.write(Array(text.utf8), to: STDERR_FILENO) }
}
