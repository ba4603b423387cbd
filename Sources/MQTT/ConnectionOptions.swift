/// Everything needed to connect to a broker.
public struct ConnectionOptions: Hashable, Sendable {
    /// Host name or address; with TLS the server's certificate must name it.
    public var host: String
    /// TCP port, 1 to 65535.
    public var port: UInt16
    /// The version of MQTT to speak.
    public var protocolVersion: ProtocolVersion
    /// The client identifier; not empty.
    public var clientID: String
    /// The keepalive interval in seconds: 0 (none), or 5 and more.
    public var keepaliveSeconds: UInt16
    /// The user name, if the broker wants one.
    public var username: String?
    /// The password; needs a user name.
    public var password: String?
    /// How to secure the connection; nil: plain TCP.
    public var tls: TLSOptions?
    /// Whether the server shall forget what it kept for this client identifier.
    public var cleanStart: Bool
    /// MQTT 5: how long the server keeps the session after the connection, in seconds; nil: it ends with the connection.
    public var sessionExpirySeconds: UInt32?
    /// MQTT 5: how many unacknowledged messages the server may send us; nil: libmosquitto's 20.
    public var receiveMaximum: UInt16?
    /// The largest packet in bytes we take (MQTT 5), and on MQTT 3.1.1 the largest we send; nil: no limit.
    public var maximumPacketSizeBytes: UInt32?
    /// The message to publish when the connection ends without a DISCONNECT.
    public var will: Will?
    /// From the start of the name lookup to the server's CONNACK.
    public var connectTimeout: Duration

    /// Makes options: MQTT 5, plain TCP, a clean start; set what differs.
    public init(host: String, port: UInt16, clientID: String) {
        self.host = host
        self.port = port
        self.protocolVersion = .v5
        self.clientID = clientID
        self.keepaliveSeconds = 60
        self.cleanStart = true
        self.connectTimeout = .seconds(10)
    }
}
