import Foundation
import JSONSchema
import Testing

@testable import TestCity

extension EndToEndTests {
    @Suite struct StraightPathTests {
        private static let lorawan = [
            "room-1,a81758fffe000001,elsys/ers,environment-dept,environment,Room,,,10m",
            "gate-1,a81758fffe000002,parametric/pcr2,traffic-dept,traffic,Gate,10.98,106.65,10m",
            "meter-1,a81758fffe000003,axioma/qalcosonic-w1,water-company,utility,Meter,,,24h",
        ]

        private static func city() throws -> City {
            var settings = CitySettings()
            settings.things = lorawan
            return try City(settings)
        }

        /// ChirpStack's message around a payload, received by the network at that time.
        private static func uplink(
            _ devEUI: String,
            port: Int,
            counter: Int,
            hexadecimal: String,
            time: String
        ) throws -> String {
            var bytes: [UInt8] = []
            var rest = hexadecimal[...]
            while !rest.isEmpty {
                bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
                rest = rest.dropFirst(2)
            }
            return """
                {"deduplicationId":"3ac7e3c4-4401-4b8d-9386-\(counter)","time":"\(time)",\
                "deviceInfo":{"tenantName":"City","deviceName":"x","devEui":"\(devEUI)"},"dr":5,"fCnt":\(counter),\
                "fPort":\(port),"data":"\(Data(bytes).base64EncodedString())",\
                "rxInfo":[{"gatewayId":"a","rssi":-110,"snr":-3.5},{"rssi":-97,"snr":6.5}]}
                """
        }

        private static func topic(_ devEUI: String) -> String { "application/ca739e26/device/\(devEUI)/event/up" }

        /// What is expected, but for what is different in each run.
        private static func expect(
            _ delivery: Delivery,
            topic: String,
            json text: String,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            #expect(delivery.topic == topic, sourceLocation: sourceLocation)
            var actual = try delivery.json
            let id = try #require(actual["id"]?.string, sourceLocation: sourceLocation)
            #expect(id.count == 16 && id.allSatisfy(\.isHexDigit), sourceLocation: sourceLocation)
            for key in ["id", "resultTime", "gatewayClock"] { actual = actual.replacing(key, with: nil) }
            let expected = try JSONValue(parsing: text.utf8)
            let body = String(decoding: delivery.payload, as: UTF8.self)
            #expect(actual == expected, "\(body)", sourceLocation: sourceLocation)
        }

        private static func now() -> String {
            let formatter = ISO8601DateFormatter()
            formatter.formatOptions = [.withInternetDateTime]
            return formatter.string(from: Date()).replacingOccurrences(of: "Z", with: ".000Z")
        }

        @Test func aDeviceOfAModelFileComesOutAsAReading() throws {
            let city = try Self.city()
            let time = Self.now()
            let seconds = try Date(time, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
            let payload = #"{"ts":\#(Int64(seconds.timeIntervalSince1970))000000000,"temp":31.4,"hum":61,"seq":4711}"#
            try city.publish(payload, to: "field/environment/dev3/up")
            try city.run("the reading is there") { city.center.deliveries.count == 1 }
            try Self.expect(
                city.center.deliveries[0],
                topic: "ioc/v1/environment-dept/environment/air-3/reading",
                json: """
                    {"schemaVersion":1,"thing":"air-3","agency":"environment-dept","domain":"environment",\
                    "model":"acme/air-json","gateway":"gw","phenomenonTime":"\(time)","timeSource":"device",\
                    "replayed":false,"location":{"type":"Point","coordinates":[106.6519,10.9804]},"observations":[\
                    {"property":"air_temperature","value":31.4,"unit":"Cel","quality":"good"},\
                    {"property":"relative_humidity","value":61,"unit":"%","quality":"good"}],"parameters":{"seq":4711}}
                    """
            )
            try city.expectAccount()
        }

        @Test func anElsysRoomSensorComesOutAsAReading() throws {
            let city = try Self.city()
            let time = Self.now()
            let message = try Self.uplink(
                "a81758fffe000001",
                port: 5,
                counter: 7,
                hexadecimal: "0100f702340401360503070e31",
                time: time
            )
            try city.publish(message, to: Self.topic("a81758fffe000001"))
            try city.run("the reading is there") { city.center.deliveries.count == 1 }
            try Self.expect(
                city.center.deliveries[0],
                topic: "ioc/v1/environment-dept/environment/room-1/reading",
                json: """
                    {"schemaVersion":1,"thing":"room-1","agency":"environment-dept","domain":"environment",\
                    "model":"elsys/ers","gateway":"gw","phenomenonTime":"\(time)","timeSource":"network",\
                    "replayed":false,"observations":[\
                    {"property":"air_temperature","value":24.7,"unit":"Cel","quality":"good"},\
                    {"property":"relative_humidity","value":52,"unit":"%","quality":"good"},\
                    {"property":"illuminance","value":310,"unit":"lx","quality":"good"},\
                    {"property":"motion_count","kind":"delta","value":3,"unit":"{events}","quality":"good"},\
                    {"property":"battery_voltage","value":3.633,"unit":"V","quality":"good"}],\
                    "parameters":{"frameCounter":7},"radio":{"rssi":-97,"snr":6.5}}
                    """
            )
            try city.expectAccount()
        }

        @Test func aPeopleCounterComesOutAsAReading() throws {
            let city = try Self.city()
            let time = Self.now()
            let message = try Self.uplink(
                "a81758fffe000002",
                port: 14,
                counter: 0,
                hexadecimal: "0a00051600090100fa",
                time: time
            )
            try city.publish(message, to: Self.topic("a81758fffe000002"))
            try city.run("the reading is there") { city.center.deliveries.count == 1 }
            try Self.expect(
                city.center.deliveries[0],
                topic: "ioc/v1/traffic-dept/traffic/gate-1/reading",
                json: """
                    {"schemaVersion":1,"thing":"gate-1","agency":"traffic-dept","domain":"traffic",\
                    "model":"parametric/pcr2","gateway":"gw","phenomenonTime":"\(time)","timeSource":"network",\
                    "replayed":false,"location":{"type":"Point","coordinates":[106.65,10.98]},"observations":[\
                    {"property":"people_count","channel":"ltr","kind":"delta","value":5,"unit":"{people}","quality":"good"},\
                    {"property":"people_count","channel":"rtl","kind":"delta","value":9,"unit":"{people}","quality":"good"},\
                    {"property":"device_temperature","value":25,"unit":"Cel","quality":"good"}],\
                    "parameters":{"frameCounter":0},"radio":{"rssi":-97,"snr":6.5}}
                    """
            )
            try city.expectAccount()
        }

        @Test func aWaterMeterWithItsHistoryComesOutAsOneReadingForEachHour() throws {
            let city = try Self.city()
            let message = try Self.uplink(
                "a81758fffe000003",
                port: 100,
                counter: 12,
                hexadecimal: "a4c02269000fe3010018f3216940e20100"
                    + "0a00140000002300050000000000000000000c0028000700090041000100",
                time: Self.now()
            )
            try city.publish(message, to: Self.topic("a81758fffe000003"))
            try city.run("the readings are there") { city.center.deliveries.count == 17 }
            let readings = try city.center.deliveries.map { try $0.json }
            #expect(city.center.deliveries.allSatisfy { $0.topic == "ioc/v1/water-company/utility/meter-1/reading" })
            #expect(Set(readings.compactMap { $0["id"]?.string }).count == 17)
            let hourly = readings.filter { $0["observations"]?.elements.count == 1 }
            let volumes = hourly.compactMap { $0["observations"]?[0]?["value"]?.number }
            #expect(volumes.first == 123.456)
            #expect(volumes.prefix(5) == [123.456, 123.466, 123.486, 123.486, 123.521])
            #expect(hourly.first?["phenomenonTime"]?.string == "2025-11-22T17:00:00.000Z")
            #expect(hourly.last?["phenomenonTime"]?.string == "2025-11-23T08:00:00.000Z")
            for reading in readings {
                #expect(reading["timeSource"]?.string == "device")
                #expect(reading["observations"]?[0]?["property"]?.string == "water_volume")
                #expect(reading["observations"]?[0]?["kind"]?.string == "counter")
                #expect(reading["observations"]?[0]?["unit"]?.string == "m3")
            }
            try city.expectAccount()
        }
    }
}
