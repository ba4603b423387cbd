import Devices
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// What `decode` shows is what the gateway sends.
struct ReadingPreviewTests {
    @Test func itIsTheTopicAndTheBytesThatTheIntakeMakes() throws {
        let reception = GatewayVersion.released.advanced(byMicroseconds: 1_234_567)
        let now = Moment(steady: SteadyInstant(microseconds: 7), wall: reception)
        let gateway = try Slug("g-1")
        let prefix = try #require(TopicPrefix("ioc/v2"))
        var compared = 0
        for model in ModelCatalogue.builtIn.models where model.canSimulate {
            var device = SimulatedDevice(seed: 3, now: reception)
            let simulated = try #require(model.simulate(&device))
            let thing = try IntakeTests.thing("t-1", model.id.description, hardwareID: "a1", domain: model.domain)
            let base64 = Self.base64(simulated.payload)
            let message = """
                {"deviceInfo":{"devEui":"00000000000000a1"},"fCnt":4,"fPort":\(simulated.port ?? 1),"data":"\(base64)"}
                """
            let registered = Thing(
                id: thing.id,
                hardwareID: "00000000000000a1",
                model: thing.model,
                agency: thing.agency,
                domain: thing.domain,
                name: thing.name,
                location: thing.location
            )
            var intake = Intake(
                gateway: gateway,
                routes: try IntakeTests.intake().routes,
                directory: DeviceDirectory(things: [registered], catalogue: .builtIn, prefix: prefix),
                clock: GatewayClock(isSynchronised: true, builtAt: GatewayVersion.released)
            )
            var arrivals = Arrivals()
            let topic = Array("application/1/device/00000000000000a1/event/up".utf8)
            intake.receive(InboundMessage(topic: topic, payload: Array(message.utf8)), at: now, into: &arrivals)
            let port = simulated.port ?? 1
            let context = DecodingContext(port: port, receivedAt: reception)
            guard !arrivals.readings.isEmpty else { continue }
            let preview = ReadingPreview.messages(
                of: try model.decode(simulated.payload, context),
                Uplink(
                    hardwareID: "00000000000000a1",
                    payload: simulated.payload,
                    port: port,
                    frameCounter: 4,
                    parameters: [Parameter(name: "frameCounter", value: .unsigned(4))]
                ),
                thing: registered,
                gateway: gateway,
                prefix: prefix,
                at: reception
            )
            #expect(preview.map(\.topic) == arrivals.readings.map(\.topic), "\(model.id)")
            #expect(preview.map(\.body) == arrivals.readings.map(\.body), "\(model.id)")
            compared += 1
        }
        #expect(compared > 80, "\(compared) models were compared")
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[start..<min(start + 3, bytes.count)]
            let bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            for place in 0..<4 { text.append(place <= part.count ? digits[bits >> (18 - 6 * place) & 63] : "=") }
        }
        return text
    }
}
