import Devices
import Observations

/// One simulated device and its way to the field broker.
struct SimulatedSensor {
    /// The device's name on the field side.
    let hardwareID: String
    /// The thing that it is bound to, where that is known.
    let thing: String?
    /// Its model.
    let model: DeviceModel

    private let topic: String
    private let envelope: Envelope
    private var device: SimulatedDevice
    private var network: SplitMix64
    private let firstFrame: UInt32

    /// A sensor; nil when no route can carry its messages or the model has no encoder.
    ///
    /// Equal seeds and hardware ids make equal payloads, whatever other sensors there are. The network counts its frames
    /// after `firstFrame`: equal payloads of two runs are not taken for copies.
    init?(
        hardwareID: String,
        thing: String?,
        model: DeviceModel,
        routes: [FieldRoute],
        seed: UInt64,
        firstFrame: UInt32 = 0
    ) {
        let wanted: Envelope = model.ports.isEmpty ? .plain : .chirpstack
        var ways = routes.lazy.filter { $0.envelope == wanted }.compactMap { $0.topic(hardwareID: hardwareID) }
            .makeIterator()
        guard model.canSimulate, let topic = ways.next() else { return nil }
        self.hardwareID = hardwareID
        self.thing = thing
        self.model = model
        self.topic = topic
        envelope = wanted
        var own = seed
        for byte in hardwareID.utf8 { own = (own ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        device = SimulatedDevice(seed: own, now: Timestamp(microseconds: 0))
        network = SplitMix64(seed: ~own &+ UInt64(firstFrame))
        self.firstFrame = firstFrame
    }

    /// The next message.
    mutating func message(at now: Timestamp) -> SimulatedMessage {
        device.now = now
        guard let simulated = model.simulate(&device) else { preconditionFailure("the model has an encoder") }
        let uplink = SimulatedUplink(
            payload: simulated.payload,
            port: simulated.port,
            // A plain payload counts for itself, if at all; a network counts on from run to run.
            frameCounter: envelope == .plain ? simulated.frameCounter : firstFrame &+ simulated.frameCounter
        )
        let payload: [UInt8]
        switch envelope {
        case .plain: payload = uplink.payload
        case .chirpstack:
            let wrapped = ChirpStackUplink(
                device: hardwareID,
                name: thing ?? hardwareID,
                profile: model.title,
                time: now,
                uplink: uplink
            )
            payload = Array(wrapped.json(using: &network).utf8)
        case .theThingsStack, .sparkplugB, .senml, .ultralight:
            preconditionFailure("a sensor is simulated as plain or chirpstack")
        }
        let entry = PublishedEntry(
            hardwareID: hardwareID,
            thing: thing,
            frameCounter: UInt64(uplink.frameCounter),
            readings: readings(of: uplink, at: now),
            time: now.description
        )
        return SimulatedMessage(topic: topic, payload: payload, entry: entry)
    }

    private func readings(of uplink: SimulatedUplink, at now: Timestamp) -> Int {
        let context = DecodingContext(port: uplink.port, receivedAt: now)
        do throws(DecodeError) {
            return try model.decode(uplink.payload, context).readings.count
        } catch {
            preconditionFailure("\(model.id) cannot read its own simulator: \(error)")
        }
    }
}
