import Foundation
import Gateway
import MQTT
import TestBroker
import Testing

@testable import GatewayCLI

/// What the doctor says of good brokers and of bad ones; all of them are real.
@Suite(.serialized) struct DoctorBrokerTests {
    @Test func goodBrokersAreWell() throws {
        let report = try DoctorPlace().report()
        #expect(report.failures == 0, "\(report.table)")
        for check in ["connect", "filters", "broker", "dropped", "persistence", "autosave", "queue"] {
            #expect(report.verdict("field", check) == .ok, "\(check)\n\(report.table)")
        }
        for check in ["connect", "window", "publish", "broker"] {
            #expect(report.verdict("uplink", check) == .ok, "\(check)\n\(report.table)")
        }
        #expect(report.find("field", "broker")?.text.hasPrefix("mosquitto version 2") == true)
        // A path that is longer than the room has a line of its own.
        #expect(
            report.table.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.contains("/") },
            "\(report.table)"
        )
    }

    @Test func theVisitLeavesNoSessionBehind() throws {
        let place = try DoctorPlace()
        _ = place.report()
        place.field.stop()
        let log = try place.field.log()
        #expect(log.contains("-doctor-"))
        let database = try Data(contentsOf: URL(filePath: "\(place.field.directory)/mosquitto.db"))
        #expect(database.range(of: Data("-doctor-".utf8)) == nil)
    }

    @Test func aBrokerThatForgetsIsNamed() throws {
        let report = try DoctorPlace(fieldBroker: ["allow_anonymous true"]).report()
        #expect(report.verdict("field", "persistence") == .fail)
        #expect(report.verdict("field", "autosave") == .warn)
        #expect(report.verdict("field", "queue") == .warn)
        #expect(report.find("field", "persistence")?.remedy?.contains("persistence true") == true)
    }

    @Test func aSmallWindowIsNamed() throws {
        let report = try DoctorPlace(uplinkBroker: ["allow_anonymous true"]).report()
        let finding = report.find("uplink", "window")
        #expect(finding?.verdict == .warn)
        #expect(finding?.text.contains("only 20 readings") == true)
        #expect(finding?.remedy?.contains("max_inflight_messages") == true)
    }

    @Test func anAccessListThatForbidsIsNamed() throws {
        let place = try DoctorPlace(
            uplinkBroker: ["allow_anonymous true", "acl_file $DIRECTORY/acl"],
            files: ["acl": "topic write ioc/v1/environment-dept/#\n"]
        )
        let report = place.report()
        #expect(report.verdict("uplink", "publish") == .fail, "\(report.table)")
        #expect(report.find("uplink", "publish")?.text.contains("0x87") == true)
        #expect(report.find("uplink", "publish")?.remedy?.contains("ioc/v1/gateways/g-1/#") == true)
        #expect(report.verdict("uplink", "broker") == .unseen, "what cannot be seen is not ok")
    }

    @Test func onMQTT311WhatARefusalWouldBeIsNotSeen() throws {
        let place = try DoctorPlace(
            uplinkBroker: ["allow_anonymous true", "acl_file $DIRECTORY/acl"],
            files: ["acl": "topic write nothing\n"]
        )
        try place.configure(field: ["protocol = 3", "window = 20"], uplink: ["protocol = 3"])
        let report = place.report()
        for check in ["publish", "window", "refusals"] {
            #expect(report.verdict("uplink", check) == .unseen, "\(check)\n\(report.table)")
        }
        #expect(report.verdict("configuration", "uplink.protocol") == .warn)
        #expect(report.verdict("field", "window") == .warn, "the broker has 1000, the gateway 20")
    }

    @Test func aBrokerThatSpeaksOnlyMQTT311IsNamed() throws {
        let place = try DoctorPlace()
        let (socket, port) = try Loopback.silentListener()
        let server = Thread {
            let client = accept(socket, nil, nil)
            var waste = [UInt8](repeating: 0, count: 1_024)
            _ = read(client, &waste, waste.count)
            // CONNACK: unacceptable protocol version.
            _ = write(client, [0x20, 0x02, 0x00, 0x01] as [UInt8], 4)
            _ = read(client, &waste, waste.count)
            close(client)
        }
        server.start()
        defer { close(socket) }
        try place.configure(fieldPort: port)
        let finding = place.report().find("field", "connect")
        #expect(finding?.verdict == .fail)
        #expect(finding?.remedy?.contains("protocol = 3") == true, "\(String(describing: finding))")
    }

    @Test func abrokerThatIsNotThereIsNamed() throws {
        let place = try DoctorPlace()
        place.field.stop()
        let report = place.report()
        #expect(report.verdict("field", "connect") == .fail)
        #expect(report.find("field", "connect")?.remedy?.contains("nc -vz 127.0.0.1") == true)
        #expect(report.verdict("uplink", "connect") == .ok)
    }

    @Test func aWrongAuthorityIsNamed() throws {
        let (right, wrong) = (try Certificates(), try Certificates())
        let place = try DoctorPlace(security: .tls(right))
        try place.configure(uplink: [#"tls = { ca_file = "\#(wrong.caFile)" }"#], host: "localhost")
        let finding = place.report().find("uplink", "connect")
        #expect(finding?.verdict == .fail)
        #expect(finding?.remedy?.contains(wrong.caFile) == true, "\(String(describing: finding))")
        try place.configure(uplink: [#"tls = { ca_file = "\#(right.caFile)" }"#], host: "localhost")
        let report = place.report()
        #expect(report.verdict("uplink", "connect") == .ok, "\(report.table)")
        #expect(report.verdict("certificates", "authority") == .warn, "it is valid for a day only")
        try place.configure(uplink: [#"tls = { ca_file = "\#(right.caFile)" }"#], host: "127.0.0.1")
        #expect(place.report().verdict("uplink", "connect") == .fail, "the certificate names localhost")
    }

    @Test func expiredCertificatesAreNamed() throws {
        let server = try Certificates(serverDays: 0)
        let client = try Certificates(clientDays: 0)
        poll(nil, 0, 1_100)
        let place = try DoctorPlace(security: .tls(server))
        let tls = #"tls = { ca_file = "\#(server.caFile)", certificate_file = "\#(client.clientCertificateFile)", "#
        try place.configure(uplink: [tls + #"key_file = "\#(client.clientKeyFile)" }"#], host: "localhost")
        let report = place.report()
        #expect(report.verdict("uplink", "connect") == .fail)
        #expect(report.find("uplink", "connect")?.text.contains("certificate") == true, "\(report.table)")
        #expect(report.verdict("certificates", "client") == .fail)
        #expect(report.find("certificates", "client")?.text.contains("EXPIRED") == true)
    }

    @Test func offlineNothingIsVisited() throws {
        let place = try DoctorPlace()
        let report = place.report(offline: true)
        #expect(report.verdict("field", "connect") == .unseen)
        #expect(report.verdict("uplink", "connect") == .unseen)
        #expect(try !place.field.log().contains("-doctor-"))
    }

    /// mosquitto gives every client of a user the same identifier: a clean start would end the gateway's session.
    @Test func aSessionThatIsSharedByUserIsLeftAlone() throws {
        let place = try DoctorPlace(fieldBroker: DoctorPlace.fieldBroker + ["use_username_as_clientid true"])
        try place.configure(field: [#"username = "gateway""#])
        let configuration = try place.options.load()
        let gateway = try Connection.connect(configuration.field.connectionOptions)
        try gateway.subscribe([Subscription("field/+/+/up")])
        try Self.turn(gateway) { $0.contains { if case .subscribed = $0 { true } else { false } } }
        gateway.close()
        var sensor = ConnectionOptions(host: "127.0.0.1", port: place.field.port, clientID: "sensor")
        sensor.username = "sensor"
        let publisher = try Connection.connect(sensor)
        for _ in 0..<5 { try publisher.publish(topic: "field/air/dev1/up", payload: [1]) }
        try Self.turn(publisher) { _ in publisher.outstandingPublishes == 0 }
        publisher.disconnect()

        let report = place.report()
        #expect(report.verdict("field", "filters") == .unseen, "\(report.table)")
        #expect(report.find("field", "connect")?.text.contains("one client identifier") == true)
        let again = try Connection.connect(configuration.field.connectionOptions)
        #expect(again.connack.isSessionPresent)
        var inbox: [InboundMessage] = []
        let end = ContinuousClock.now + .seconds(5)
        while inbox.count < 5, ContinuousClock.now < end { again.read(limit: 10, into: &inbox) }
        #expect(inbox.count == 5, "what waits for the gateway is still there")
        again.close()
    }

    private static func turn(_ connection: Connection, until condition: ([ConnectionEvent]) -> Bool) throws {
        let end = ContinuousClock.now + .seconds(5)
        var inbox: [InboundMessage] = []
        while ContinuousClock.now < end {
            connection.write()
            connection.read(limit: 10, into: &inbox)
            if condition(connection.takeEvents()) { return }
            poll(nil, 0, 5)
        }
        throw TestSupportError("the broker did not answer in time")
    }
}
