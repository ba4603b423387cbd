import Foundation
import Gateway
import JSONSchema
import MQTT
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// Devices with passwords of their own on a real broker: none of them can speak for another one.
    @Suite struct SpoofTests {
        /// A city whose field broker knows everybody by name.
        private struct Town {
            let city: City
            let secrets: String

            init() throws {
                secrets = try Scratch.makeDirectory("secrets")
                try "of the gateway\n".write(toFile: "\(secrets)/gateway", atomically: true, encoding: .utf8)
                var settings = CitySettings()
                settings.fieldBroker = [
                    "allow_anonymous false", "password_file $DIRECTORY/passwords", "acl_file $DIRECTORY/acl",
                    "pid_file $DIRECTORY/mosquitto.pid", "use_username_as_clientid true",
                ]
                let others = [("gateway", "of the gateway"), ("network-server", "of the server")].map {
                    user,
                    password in
                    "\(user):\(PasswordHash.text(password, salt: Array(1...12)))\n"
                }
                settings.fieldFiles = [
                    "passwords": others.joined(), "acl": "user network-server\ntopic write field/#\n",
                ]
                settings.sensorsLogin = ("network-server", "of the server")
                settings.field = [#"username = "gateway""#, #"password_file = "\#(secrets)/gateway""#]
                settings.plainRoute = [#"identity = "json:device""#]
                settings.startsGateway = false
                city = try City(settings)
                try sync()
                try city.startGateway()
            }

            /// Brings the broker's files up to date; the broker has read them when this returns.
            @discardableResult func sync() throws -> String {
                let folder = city.field.directory
                let reloads = try city.field.log().split(separator: "\n").count { $0.contains("Reloading config") }
                let paths = [
                    "--password-file", "\(folder)/passwords", "--acl-file", "\(folder)/acl", "--pid-file",
                    "\(folder)/mosquitto.pid",
                ]
                let answer = try city.gateway.command(["broker", "sync", "--reload"] + paths)
                #expect(answer.status == 0, "\(answer.output)")
                try city.run("the broker has read its files") {
                    try city.field.log().split(separator: "\n").count { $0.contains("Reloading config") } > reloads
                }
                return answer.output
            }

            /// Makes a password of a device.
            func login(_ thing: String, _ arguments: String...) throws -> Login {
                let answer = try city.gateway.command(["device", "credentials", thing, "-o", "json"] + arguments)
                #expect(answer.status == 0, "\(answer.output)")
                let line = try #require(answer.output.split(separator: "\n").first { $0.hasPrefix("{") })
                let json = try JSONValue(parsing: Array(line.utf8))
                return Login(
                    user: try #require(json["user"]?.string),
                    password: try #require(json["password"]?.string),
                    topics: json["topics"]?.elements.compactMap(\.string) ?? []
                )
            }

            /// A connection of a device, or what the broker says to it.
            func connect(_ login: Login, clientID: String? = nil) -> Result<Device, MQTTError> {
                var options = ConnectionOptions(
                    host: "127.0.0.1",
                    port: city.field.port,
                    clientID: clientID ?? login.user
                )
                (options.username, options.password) = (login.user, login.password)
                do throws(MQTTError) { return .success(Device(try Connection.connect(options))) } catch {
                    return .failure(error)
                }
            }

            func refuses(_ login: Login) -> Bool {
                if case .failure(.refused) = connect(login) { return true }
                return false
            }

            func opened(_ login: Login, clientID: String? = nil) throws -> Device {
                try connect(login, clientID: clientID).get()
            }
        }

        private struct Login {
            let user: String
            let password: String
            let topics: [String]
        }

        private final class Device {
            let connection: Connection
            private var poller = Poller()
            private var events: [ConnectionEvent] = []
            private var messages: [InboundMessage] = []

            init(_ connection: Connection) {
                self.connection = connection
                _ = connection.takeEvents()
            }

            /// Publishes and answers with what the broker says of it; nothing when it ends the connection.
            func publish(_ payload: String, to topic: String) throws -> ReasonCode? {
                let packet = try connection.publish(topic: topic, payload: Array(payload.utf8))
                let deadline = ContinuousClock.now + .seconds(5)
                while ContinuousClock.now < deadline {
                    try turn()
                    for event in events {
                        if case .acknowledged(packet, let reason) = event { return reason }
                        if case .ended = event { return nil }
                    }
                }
                throw TestSupportError("no answer to a publish to \(topic)")
            }

            /// Whether the broker has ended the connection.
            func isEnded() throws -> Bool {
                try turn()
                return connection.isClosed
            }

            private func turn() throws {
                if connection.isClosed { return }
                if connection.wantsWrite { connection.write() }
                poller.removeAll()
                let index = poller.add(connection.fileDescriptor, .readable)
                try poller.wait(timeout: .milliseconds(20))
                if poller.isReadable(index) { connection.read(limit: 10, into: &messages) }
                events = connection.takeEvents()
            }
        }

        private static func payload(_ device: String, _ sequence: Int) -> String {
            #"{"device":"\#(device)","temp":\#(20 + sequence)}"#
        }

        @Test func noDeviceSpeaksForAnother() throws {
            let town = try Town()
            let city = town.city
            let logins = try (0..<3).map { try town.login("air-\($0)") }
            #expect(logins.map(\.user) == ["dev0", "dev1", "dev2"])
            #expect(logins[1].topics == ["field/+/dev1/up"])
            try town.sync()
            var matrix = ["who   for   topic  payload      client id  password"]
            var devices = try logins.map { try town.opened($0) }
            var (mismatches, readings) = (0, 0)
            for index in devices.indices {
                let own = "field/environment/dev\(index)/up"
                #expect(try devices[index].publish(Self.payload("dev\(index)", readings), to: own) == .success)
                readings += 1
            }
            for (index, other) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
                let (own, foreign) = ("field/environment/dev\(index)/up", "field/environment/dev\(other)/up")
                let lie = Self.payload("dev\(other)", 0)
                let topic = try devices[index].publish(lie, to: foreign)
                #expect(topic == .notAuthorized)
                #expect(try devices[index].publish(lie, to: own) == .success, "the broker cannot know")
                mismatches += 1
                try city.run("the lie is seen") { try city.status()?.totals.identityMismatches == mismatches }
                // Under another's client id: the broker goes by the user name, so that this ends one's own session only.
                let disguised = try town.opened(logins[index], clientID: "dev\(other)")
                let client = try disguised.publish(lie, to: foreign)
                #expect(client == .notAuthorized)
                #expect(try !devices[other].isEnded(), "dev\(other) keeps its session")
                try city.run("one's own session is taken over") { try devices[index].isEnded() }
                disguised.connection.disconnect()
                devices[index] = try town.opened(logins[index])
                let isRefused = town.refuses(Login(user: "dev\(other)", password: logins[index].password, topics: []))
                #expect(isRefused)
                matrix.append(
                    "dev\(index)  dev\(other)  \(topic == .notAuthorized ? "0x87 " : "taken")  quarantined  "
                        + "\(client == .notAuthorized ? "0x87" : "taken")       \(isRefused ? "refused" : "taken")"
                )
            }
            print(matrix.joined(separator: "\n"))
            #expect(town.refuses(Login(user: "dev0", password: "", topics: [])))
            #expect(town.refuses(Login(user: "nobody", password: logins[0].password, topics: [])))
            try city.run("the true readings arrive") { city.center.deliveries.count == readings }
            #expect(try city.status()?.quarantined == mismatches)
            #expect(try city.status()?.totals.received == readings + mismatches)
            let list = try city.gateway.command(["quarantine", "list", "-o", "jsonl"]).output
            #expect(list.split(separator: "\n").count { $0.contains(#""reason":"identity-mismatch""#) } == mismatches)
        }

        @Test func anOldPasswordStaysValidAsLongAsItWasTold() throws {
            let town = try Town()
            let first = try town.login("air-0")
            try town.sync()
            let old = try town.opened(first)
            let second = try town.login("air-0", "--overlap", "6s")
            #expect(second.user == "dev0/2")
            #expect(town.refuses(second), "the broker does not know it yet")
            #expect(try town.sync().contains("An old password ends at"))
            let topic = "field/environment/dev0/up"
            #expect(try old.publish(Self.payload("dev0", 1), to: topic) == .success, "it was not even disconnected")
            let new = try town.opened(second)
            #expect(try new.publish(Self.payload("dev0", 2), to: topic) == .success)
            #expect(try new.publish(Self.payload("dev1", 2), to: "field/environment/dev1/up") == .notAuthorized)
            try town.city.run("both are heard") { town.city.center.deliveries(of: "air-0").count == 2 }
            let ends = ContinuousClock.now + .seconds(6)
            try town.city.run("the time is over") { ContinuousClock.now > ends }
            try town.sync()
            #expect(town.refuses(first))
            try town.city.run("the old one is shut out") { try old.isEnded() }
            #expect(try new.publish(Self.payload("dev0", 3), to: topic) == .success)
            // A leak: the next one ends all others at once.
            let third = try town.login("air-0", "--overlap", "0")
            try town.sync()
            #expect(third.user == "dev0" && town.refuses(second))
            try town.city.run("the leaked one is shut out") { try new.isEnded() }
            #expect(try town.opened(third).publish(Self.payload("dev0", 4), to: topic) == .success)
        }

        @Test func aPasswordGoesWithItsHardwareItsThingAndItsRevocation() throws {
            let town = try Town()
            let logins = try (0..<4).map { try town.login("air-\($0)") }
            try town.sync()
            let devices = try logins.map { try town.opened($0) }
            let commands = [
                ["device", "credentials", "air-0", "--revoke"], ["device", "replace", "air-1", "--hardware", "dev1b"],
                ["device", "remove", "air-2"], ["device", "set", "air-3", "--state", "retired"],
            ]
            for command in commands {
                let answer = try town.city.gateway.command(command)
                #expect(answer.status == 0, "\(answer.output)")
            }
            try town.sync()
            for (login, device) in zip(logins, devices) {
                #expect(town.refuses(login), "\(login.user)")
                try town.city.run("\(login.user) is shut out") { try device.isEnded() }
            }
            let audit = try town.city.gateway.command(["audit", "list", "-o", "json"]).output
            for login in logins { #expect(!audit.contains(login.password)) }
            let log = try town.city.gateway.log()
            for login in logins { #expect(!log.contains(login.password)) }
            #expect(try town.city.status()?.field.isConnected == true, "the gateway keeps its rights")
        }
    }
}
