public import MQTT

/// How to reach a broker: the keys that [field] and [uplink] share.
public struct ConnectionSettings: Sendable {
    /// The broker's host name or address.
    public let host: String
    /// The broker's TCP port: 1883, or 8883 with TLS, unless configured.
    public let port: UInt16
    /// MQTT 5 unless configured.
    public let protocolVersion: ProtocolVersion
    /// The client identifier.
    public let clientID: String
    /// How long the connection may be idle before the client pings: 30 s or more.
    public let keepalive: Duration
    /// Who the gateway is to the broker, if the broker asks.
    public let username: String?
    /// The content of `password_file`, without the line break at its end.
    public let password: Secret?
    /// Where the password is read from.
    public let passwordFile: String?
    /// TLS, if the connection uses it.
    public let tls: TLSSettings?
    /// The largest packet that the broker may send (MQTT 5).
    public let maximumPacketSize: ByteSize

    /// Reads the shared keys of one section; the section refuses unknown keys itself, when it has read its own.
    init?(
        _ table: SettingsTable,
        defaultHost: String?,
        defaultClientID: String?,
        directory: String,
        files: SettingsFiles
    ) {
        let host = defaultHost.map { table.value("host", .host, default: $0) } ?? table.required("host", .host)
        let tls = table.optionalTable("tls").map { TLSSettings($0, directory: directory, files: files) }
        let port = table.value("port", .integer(1...65535), default: tls == nil ? 1883 : 8883)
        let protocolVersion = table.value("protocol", .protocolVersion, default: .v5)
        // Without a gateway id there is no default; that fault is reported where the id is read.
        let clientID = table.value("client_id", .text(bytesMax: 256), default: defaultClientID ?? "")
        let keepalive = table.value("keepalive", .duration(.seconds(30)...(.seconds(65535))), default: .seconds(60))
        let username = table.optional("username", .text(bytesMax: 65535))
        let password = ConnectionSettings.password(table, directory, files)
        passwordFile = password == nil ? nil : table.optional("password_file", .path(relativeTo: directory))
        let packet = ByteSize(bytes: 1024)...ByteSize(bytes: 268_435_455)
        let maximumPacketSize = table.value(
            "maximum_packet_size",
            .byteSize(packet),
            default: ByteSize(bytes: 256 << 10)
        )

        guard let host, let port, let protocolVersion, let clientID, let keepalive, let maximumPacketSize else {
            return nil
        }
        guard table.contains("username") == (username != nil), table.contains("password_file") == (password != nil),
            table.contains("tls") == ((tls ?? nil) != nil)
        else { return nil }
        self.host = host
        self.port = UInt16(port)
        self.protocolVersion = protocolVersion
        self.clientID = clientID
        self.keepalive = keepalive
        self.username = username
        self.password = password
        self.tls = tls ?? nil
        self.maximumPacketSize = maximumPacketSize
    }

    private static func password(_ table: SettingsTable, _ directory: String, _ files: SettingsFiles) -> Secret? {
        let name = "password_file"
        let allowed =
            "a file with the password: 1 to 65535 bytes of UTF-8 without NUL; a line break at its end is left out"
        guard let path = table.optional(name, .path(relativeTo: directory)) else { return nil }
        guard table.contains("username") else {
            table.fault(name, "there is no username to go with it", allowed: "username and password_file, or neither")
            return nil
        }
        switch files.read(path) {
        case .failure(let problem):
            table.fault(name, "\(path): \(problem.text)", allowed: allowed)
            return nil
        case .success(var bytes):
            if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            guard let text = String(validating: bytes, as: UTF8.self), (1...65535).contains(bytes.count),
                !bytes.contains(0)
            else {
                table.fault(name, "\(path): holds no password", allowed: allowed)
                return nil
            }
            return Secret(text)
        }
    }
}
