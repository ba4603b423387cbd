import Foundation
import Gateway
import JSONSchema
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// Starting, stopping, and what the gateway says of itself.
    @Suite struct LifeCycleTests {
        @Test func stoppingUnderLoadTakesLessThanFiveSecondsAndLosesNothing() throws {
            let city = try City()
            city.sensors.remaining = .max
            for _ in 1...8 {
                let target = city.sensors.acknowledged.count + Int.random(in: 100...300)
                try city.run("sensors publish") { city.sensors.acknowledged.count >= target }
                try Self.stop(city)
                try city.run("the state says so") { city.center.states.last?["state"]?.string == "offline" }
                #expect(city.center.states.last?["reason"]?.string == "stopped")
                try city.startGateway()
            }
            try city.settle()
            try city.expectAccount()
        }

        @Test func stoppingBesideAFrozenServerTakesLessThanFiveSecondsAndLosesNothing() throws {
            let city = try City()
            city.sensors.remaining = .max
            try city.run("sensors publish") { city.sensors.acknowledged.count >= 300 }
            city.uplink.freeze()
            try city.run("sensors publish on") { city.sensors.acknowledged.count >= 500 }
            try Self.stop(city)
            city.uplink.thaw()
            try city.startGateway()
            try city.settle()
            // What the frozen server had in its socket arrives, and is sent again.
            try city.expectAccount(duplicatesMax: 1_000)
        }

        private static func stop(_ city: City, sourceLocation: SourceLocation = #_sourceLocation) throws {
            let asked = ContinuousClock.now
            city.gateway.signal(SIGTERM)
            var status: Int32?
            try city.run("the gateway stops", within: .seconds(6)) {
                status = city.gateway.ended()
                return status != nil
            }
            let took = ContinuousClock.now - asked
            let log = try city.gateway.log().split(separator: "\n").suffix(12).joined(separator: "\n")
            #expect(status == 0, "\(log)", sourceLocation: sourceLocation)
            #expect(took < .seconds(5), "stopping took \(took)", sourceLocation: sourceLocation)
        }

        @Test func theWillSaysThatTheGatewayIsLost() throws {
            let city = try City()
            try city.run("the state says online") { city.center.states.last?["state"]?.string == "online" }
            city.gateway.kill()
            try city.run("the state says offline") { city.center.states.last?["state"]?.string == "offline" }
            #expect(city.center.states.last?["reason"]?.string == "lost")
            try city.startGateway()
            try city.run("the state says online") { city.center.states.last?["state"]?.string == "online" }
            #expect(city.center.states.last?["gateway"]?.string == "gw")
        }

        @Test func theStateTellsOfABacklogAndOfItsEnd() throws {
            let city = try City()
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try city.publish(500)
            try city.uplink.start()
            try city.settle()
            try city.run("the state tells of an empty outbox") {
                guard let state = city.center.states.last, state["state"]?.string == "online" else { return false }
                return state["backlog"]?["rows"]?.number == 0 && state["uplink"]?.string == "connected"
                    && state["field"]?.string == "connected"
            }
        }

        @Test func theStatusIsAnsweredOverTheSocket() throws {
            let city = try City()
            try city.publish(200)
            try city.settle()
            try city.run("all is counted") { try city.status()?.totals.received == 200 }
            let status = try #require(try city.status())
            #expect(status.gateway == "gw")
            #expect(status.things == Sensors.count)
            #expect(status.window == 1_000)
            #expect(status.totals.forwarded + status.totals.buffered == 200)
            #expect(status.totals.duplicates == 0)
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(city.stateDirectory)/gateway.sock")
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o660)
        }

        @Test func aSecondGatewayOnTheSameStateIsTurnedAway() throws {
            let city = try City()
            let second = GatewayProcess(
                configurationFile: city.gateway.configurationFile,
                directory: city.stateDirectory
            )
            try second.start()
            var status: Int32?
            try city.run("the second ends") {
                status = second.ended()
                return status != nil
            }
            #expect(status == 4)
            let process = try #require(city.gateway.processID)
            #expect(try second.log().contains("\(process)"), "it names the process that runs")
            try city.publish(100)
            try city.settle()
            try city.expectAccount()
        }

        @Test func aDamagedBufferIsMovedAsideAndTheGatewayStarts() throws {
            let city = try City()
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try city.publish(500)
            try city.run("all are stored") { try city.status()?.backlog.rows == 500 }
            city.gateway.signal(SIGTERM)
            try city.run("the gateway stops") { city.gateway.ended() == 0 }

            let path = "\(city.stateDirectory)/buffer.db"
            let file = try FileHandle(forUpdating: URL(filePath: path))
            try file.write(contentsOf: Data(repeating: 0xA5, count: 100))
            try file.close()
            try city.gateway.start()
            try city.run("the gateway answers") { try city.status()?.field.isConnected == true }
            #expect(try city.gateway.logged("the store was damaged") == 1)
            let names = try FileManager.default.contentsOfDirectory(atPath: city.stateDirectory)
            #expect(names.contains { $0.hasPrefix("buffer.db.damaged-") })
            try city.uplink.start()
            try city.publish(100)
            // Only the file's head is gone: the rows behind it are saved.
            try city.settle()
            try city.expectAccount()
        }

        @Test func aBrokenConfigurationNamesEveryFault() throws {
            let city = try City()
            try city.write("[gateway]\nid = \"Not A Slug\"\n[field]\nport = 99999\ncolour = \"red\"\n")
            let answer = try city.gateway.command(["check"])
            #expect(answer.status != 0)
            for key in ["gateway.id", "field.port", "field.routes", "field.colour", "uplink.host"] {
                #expect(answer.output.contains(key), "\(key) in \(answer.output)")
            }
        }
    }
}
