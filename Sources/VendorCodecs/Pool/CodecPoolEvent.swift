/// What happened to codecs and workers, for the log.
public enum CodecPoolEvent: Hashable, Sendable {
    /// A codec is not asked any more, for so many seconds.
    case switchedOff(codec: String, because: String)
    /// A codec that was switched off has answered again.
    case switchedOn(codec: String)
    /// A worker process has ended and is replaced.
    case workerEnded(because: String)
    /// No worker can be started.
    case workerMissing(because: String)
}
