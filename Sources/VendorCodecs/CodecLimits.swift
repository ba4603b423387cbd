/// What a codec may use.
public struct CodecLimits: Hashable, Sendable {
    /// CPU time of one call, in milliseconds.
    public var callMilliseconds = 50
    /// CPU time of loading a codec, in milliseconds.
    public var loadMilliseconds = 1_000
    /// Memory of the worker process beyond what it needs itself, in MiB.
    public var memoryMebibytes = 96
    /// The longest answer, in bytes of JSON.
    public var outputBytesMax = 64 << 10
    /// The most objects and arrays inside one another in an answer.
    public var depthMax = 32
    /// How long a worker may be silent before it is ended, whatever it does, in milliseconds.
    public var silenceMilliseconds = 1_000
    /// Worker time that one codec gets of one batch, in milliseconds; what is left over then is refused.
    public var batchMilliseconds = 2_000
    /// So many dangerous failures in a row switch a codec off.
    public var failuresInARow = 5
    /// How long it is off the first time, in seconds; each time in a row doubles it.
    public var offSeconds: ClosedRange<Int64> = 600...14_400

    /// The limits as documented.
    public init() {}

    /// The limits of a command: every payload has an answer of its own, so that no codec is ever switched off.
    public static let patient: CodecLimits = {
        var limits = CodecLimits()
        limits.failuresInARow = 1_000_000_000
        return limits
    }()
}
