import TestBroker

/// What a test changes of its city.
struct CitySettings {
    /// The field broker as `deploy/mosquitto-field.conf` has it.
    var fieldBroker = [
        "allow_anonymous true", "persistence true", "autosave_interval 1", "max_queued_messages 10000000",
        "max_inflight_messages 1000", "set_tcp_nodelay true",
    ]
    /// The operations center's broker as `deploy/mosquitto-uplink.conf` has it.
    var uplinkBroker = [
        "allow_anonymous true", "persistence true", "autosave_interval 1", "max_queued_messages 1000000",
        "max_inflight_messages 1000", "set_tcp_nodelay true",
    ]
    var uplinkFiles: [String: String] = [:]
    /// Files in the field broker's folder.
    var fieldFiles: [String: String] = [:]
    /// Who the sensors are to the field broker; nobody in particular when left out.
    var sensorsLogin: (user: String, password: String)?
    /// Further lines of the route of plain messages.
    var plainRoute: [String] = []
    /// Both brokers want certificates of this authority's clients.
    var certificates: Certificates?
    /// Further lines of these sections of `gateway.toml`.
    var field: [String] = []
    var uplink: [String] = []
    var other: [String] = []
    var acceptsRetained = false
    /// Where the state is; nothing: in the city's folder.
    var stateDirectory: String?
    /// Further lines of the registry's import.
    var things: [String] = []
    /// Further model files by their names.
    var models: [String: String] = [:]
    /// Whether the gateway is started and awaited.
    var startsGateway = true
    /// What stands between clients and brokers; nothing unless a test says so.
    var wiring: (Wiring) throws -> Wiring = { $0 }

    static let airModel = """
        id = "acme/air-json"
        domain = "environment"
        format = "json"
        time = { path = "ts", unit = "ns" }
        [[fields]]
        path = "temp"
        property = "air_temperature"
        [[fields]]
        path = "hum"
        property = "relative_humidity"
        [[parameters]]
        path = "seq"
        name = "seq"
        """

    func text(fieldPort: UInt16, uplinkPort: UInt16, stateDirectory: String) -> String {
        let host = certificates == nil ? "127.0.0.1" : "localhost"
        let tls = certificates.map { files in
            #"tls = { ca_file = "\#(files.caFile)", certificate_file = "\#(files.clientCertificateFile)", "#
                + #"key_file = "\#(files.clientKeyFile)" }"#
        }
        let secured = tls.map { [$0] } ?? []
        let field = [#"host = "\#(host)""#, "port = \(fieldPort)"] + secured + field
        let uplink = [#"host = "\#(host)""#, "port = \(uplinkPort)"] + secured + uplink
        let routes = [
            "[[field.routes]]", #"filter = "field/+/+/up""#, #"envelope = "plain""#, #"hardware_id = "topic:3""#,
            "accept_retained = \(acceptsRetained)",
        ]
        let network = [
            "[[field.routes]]", #"filter = "application/+/device/+/event/+""#,
            #"envelope = "chirpstack""#,
        ]
        return
            (["[gateway]", #"id = "gw""#, #"state_directory = "\#(stateDirectory)""#]
            + ["[field]"] + field + routes + plainRoute + network + ["[uplink]"] + uplink + other + [
                "[devices]", #"models = "models""#,
            ])
            .joined(separator: "\n") + "\n"
    }

    var thingsFile: String {
        let header = "thing,hardware_id,model,agency,domain,name,latitude,longitude,expected_interval"
        let sensors = (0..<Sensors.count).map {
            "\(Sensors.thing($0)),dev\($0),acme/air-json,environment-dept,environment,Air \($0),10.9804,106.6519,60s"
        }
        return ([header] + sensors + things).joined(separator: "\n") + "\n"
    }
}
