import Devices
import Observations

/// All simulated sensors, which send in turn.
struct SimulatedFleet {
    private(set) var sensors: [SimulatedSensor]
    private var turn = 0

    /// Sensors for registered things, and the things that cannot be simulated with the reason.
    static func registered(
        _ things: [Thing],
        models: ModelSource,
        routes: [FieldRoute],
        seed: UInt64,
        firstFrame: UInt32 = 0
    ) -> (fleet: SimulatedFleet, left: [(thing: Thing, reason: String)]) {
        var sensors: [SimulatedSensor] = []
        var left: [(Thing, String)] = []
        for thing in things where thing.state != .retired {
            guard let model = models.catalogue[thing.model] else {
                left.append((thing, models.missing(thing.model.description)))
                continue
            }
            guard model.canSimulate else {
                left.append((thing, "\(model.id) has no encoder"))
                continue
            }
            let sensor = SimulatedSensor(
                hardwareID: thing.hardwareID,
                thing: thing.id.string,
                model: model,
                routes: routes,
                seed: seed,
                firstFrame: firstFrame
            )
            if let sensor {
                sensors.append(sensor)
            } else {
                left.append((thing, "no route of the field carries \(model.id) from \"\(thing.hardwareID)\""))
            }
        }
        return (SimulatedFleet(sensors: sensors), left)
    }

    /// Some sensors of each model, with hardware ids that follow from their place: the same every time.
    static func unregistered(
        _ models: [DeviceModel],
        devices: Int,
        seed: UInt64,
        firstFrame: UInt32 = 0
    ) -> SimulatedFleet {
        var sensors: [SimulatedSensor] = []
        for number in 0..<devices {
            for (index, model) in models.enumerated() {
                let digits = String(UInt64(0x70B3_D500_0000_0000) + UInt64(index << 24 + number + 1), radix: 16)
                let hardwareID =
                    model.ports.isEmpty ? "\(model.id.description.replacing("/", with: "-"))-\(number + 1)" : digits
                let sensor = SimulatedSensor(
                    hardwareID: hardwareID,
                    thing: nil,
                    model: model,
                    routes: FieldRoute.samples,
                    seed: seed,
                    firstFrame: firstFrame
                )
                if let sensor { sensors.append(sensor) }
            }
        }
        return SimulatedFleet(sensors: sensors)
    }

    private init(sensors: [SimulatedSensor]) { self.sensors = sensors }

    /// The next message of the sensor whose turn it is.
    mutating func message(at now: Timestamp) -> SimulatedMessage {
        let message = sensors[turn].message(at: now)
        turn = (turn + 1) % sensors.count
        return message
    }
}
