import Foundation
import Gateway
import JSONSchema
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// `gateway tail` beside a running gateway.
    @Suite struct TailTests {
        /// A tail that listens already, as it has shown a reading of its thing.
        private static func tail(_ arguments: [String], _ city: City) throws -> BackgroundCommand {
            let command = try BackgroundCommand(["tail"] + arguments, in: city)
            var sequence = 0
            try city.run("it follows") {
                try city.publish(Sensors.payload(sequence), to: Sensors.topic(0))
                sequence += 1
                return !command.data.isEmpty || command.ended() != nil
            }
            return command
        }

        @Test func everyReadingOfTheThingComesAsItsLineAndNoOther() throws {
            let city = try City()
            let command = try TailTests.tail(["--thing", "air-0", "-o", "jsonl"], city)
            let before = command.data.split(separator: "\n").count
            try city.publish(200)
            try city.settle()
            let isComplete = { command.data.split(separator: "\n").count >= before + 20 }
            try city.run("twenty of two hundred come", until: isComplete)
            command.signal(SIGINT)
            #expect(try command.end(in: city) == 0)
            var sequences: [Double] = []
            for line in command.data.split(separator: "\n").dropFirst(before) {
                let json = try JSONValue(parsing: Array(line.utf8))
                #expect(json["reading"]?["thing"]?.string == "air-0")
                #expect(json["hardwareID"]?.string == "dev0")
                #expect(json["state"]?.string == "forwarded")
                if let number = json["reading"]?["parameters"]?["seq"]?.number { sequences.append(number) }
            }
            #expect(sequences.suffix(20) == stride(from: 0, to: 200, by: 10).map(Double.init)[...])
        }

        @Test func itEndsAfterSoManyLinesAndFillsNoMoreThanEightyColumns() throws {
            let city = try City()
            let command = try TailTests.tail(["-n", "12"], city)
            try city.publish(50)
            #expect(try command.end(in: city) == 0)
            let lines = command.data.split(separator: "\n")
            #expect(lines.count == 12)
            for line in lines {
                #expect(line.count <= 80, "\(line)")
                #expect(line.contains("air_temperature"), "\(line)")
            }
        }

        @Test func errorsAreToldInPlainWordsAndNothingElse() throws {
            let city = try City()
            let command = try BackgroundCommand(["tail", "--errors"], in: city)
            try city.run("the error is shown") {
                try city.publish("{", to: Sensors.topic(4))
                return command.data.contains("air-4")
            }
            try city.publish(50)
            city.uplink.stop()
            try city.run("the lost link is shown") { command.data.contains("has lost the operations center") }
            #expect(command.data.contains("not readable (undecodable)"))
            #expect(!command.data.contains("air_temperature"))
            command.signal(SIGTERM)
            #expect(try command.end(in: city) == 0)
        }

        @Test func anOutageShowsAsBufferedAndThenAsReplayed() throws {
            let city = try City()
            let command = try TailTests.tail(["--thing", "air-0"], city)
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try city.publish(20)
            try city.run("they are buffered") {
                command.data.split(separator: "\n").count { $0.contains("[buffered]") } == 2
            }
            try city.uplink.start()
            try city.run("they are delivered") {
                command.data.split(separator: "\n").count { $0.contains("[replayed]") } == 2
            }
        }

        @Test func aGatewayThatStopsEndsItUnlessItWaitsForTheNext() throws {
            let city = try City()
            let command = try TailTests.tail([], city)
            let patient = try TailTests.tail(["--reconnect"], city)
            city.gateway.signal(SIGTERM)
            try city.run("the gateway has stopped") { city.gateway.ended() == 0 }
            #expect(try command.end(in: city) == 5)
            #expect(command.said.contains("has stopped"))
            try city.startGateway()
            try city.run("the patient one follows again") { patient.said.contains("The gateway runs again") }
            let before = patient.data.count
            try city.publish(20)
            try city.run("it shows readings again") { patient.data.count > before }
            patient.signal(SIGINT)
            #expect(try patient.end(in: city) == 0)
        }

        @Test func aThingThatIsNotThereIsNotFound() throws {
            let city = try City()
            #expect(try city.gateway.command(["tail", "--thing", "nowhere-1"]).status == 3)
            #expect(try city.gateway.command(["tail", "--domain", "weather"]).status == 2)
        }
    }
}
