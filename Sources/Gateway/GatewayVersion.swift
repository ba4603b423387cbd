public import Observations

/// Which gateway this is.
public enum GatewayVersion {
    /// The version, as `gateway --version` prints it.
    public static let current = "0.1.0"

    /// The day of the release; a calendar that is older than this is not believed.
    ///
    /// 2026-11-23T00:00:00Z.
    public static let released = Timestamp(microseconds: 1_795_392_000_000_000)
}
