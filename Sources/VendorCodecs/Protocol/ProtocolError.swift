/// Why gateway and worker do not understand each other: one of them is broken, or of another version.
public enum ProtocolError: Error, Hashable, Sendable {
    /// A frame ends inside a field.
    case truncated(offset: Int)
    /// A frame of a kind that is not known.
    case unknownKind(UInt8)
    /// A frame longer than frames are.
    case tooLong(bytes: Int)
    /// The other end is gone.
    case ended
    /// The other end did not take or give bytes in time.
    case timedOut
    /// The system refused to read or write.
    case system(errno: Int32)

    /// The worker is started anew after any of them.
    public var isRetriable: Bool { true }
}
