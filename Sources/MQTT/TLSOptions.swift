/// How a connection is secured.
///
/// The server's host name is always checked. The files are read at every connect, so a replaced certificate counts from the next connect on.
public struct TLSOptions: Hashable, Sendable {
    /// The certificates (PEM) the server's certificate must be signed by.
    public var caFile: String
    /// Our own certificate (PEM), with `keyFile`.
    public var certificateFile: String?
    /// The key (PEM, not encrypted) of our certificate.
    public var keyFile: String?

    /// Makes the options.
    public init(caFile: String, certificateFile: String? = nil, keyFile: String? = nil) {
        self.caFile = caFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}
