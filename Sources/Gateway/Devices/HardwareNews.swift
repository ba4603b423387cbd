import Observations
import Store

/// Other hardware of a thing, as the operations center is told of it: a reading of the thing without observations.
///
/// Its parameters say `"event":"hardware-replaced"`, `oldHardware` and `newHardware`, `oldModel` and `newModel` where they
/// differ, and `counterOffsets`, what is added to its counters since, where there is something. Its id is a hash of the
/// thing, both pieces of hardware and the moment: the same replacement is never told by another id.
struct HardwareNews: Sendable {
    /// The replacement.
    let replacement: HardwareReplacement
    /// The thing as it is today; nothing when it was removed since.
    let thing: Thing?
    /// Where its readings are published.
    let topic: String

    /// The event as the outbox takes it.
    func announcement(_ gateway: Slug, _ clock: GatewayClock, _ connection: Int64, at now: Moment) -> Announcement {
        let reading = thing.map { outboxReading($0, gateway, clock, connection, at: now) }
        return Announcement(reading: reading, sequence: replacement.sequence)
    }

    private func outboxReading(
        _ thing: Thing,
        _ gateway: Slug,
        _ clock: GatewayClock,
        _ connection: Int64,
        at now: Moment
    ) -> OutboxReading {
        let reading = Reading(
            id: id,
            thing: thing.changed { $0.model = replacement.newModel },
            gateway: gateway,
            phenomenonTime: replacement.at,
            resultTime: now.wall,
            timeSource: .gateway,
            observations: [],
            parameters: parameters,
            gatewayClockUnsynchronised: !clock.isTrusted(at: now.wall)
        )
        var body: [UInt8] = []
        let replayedOffset = reading.writeJSON(to: &body, replayed: false)
        return OutboxReading(
            id: id,
            thing: thing.id,
            topic: topic,
            body: body,
            replayedOffset: replayedOffset,
            received: now.wall,
            receivedSteadyMicroseconds: now.steady.microseconds,
            connection: connection
        )
    }

    private var id: ReadingID {
        let identity = "hardware-replaced\n\(replacement.oldHardwareID)\n\(replacement.newHardwareID)"
        let hasher = ReadingIDHasher(
            thing: replacement.thing,
            payload: Array(identity.utf8),
            port: nil,
            frameCounter: nil
        )
        return hasher.id(index: 0, claimedTime: replacement.at, reception: replacement.at)
    }

    private var parameters: [Parameter] {
        var parameters = [
            Parameter(name: "event", value: .string("hardware-replaced")),
            Parameter(name: "oldHardware", value: .string(replacement.oldHardwareID)),
            Parameter(name: "newHardware", value: .string(replacement.newHardwareID)),
        ]
        if replacement.oldModel != replacement.newModel {
            parameters.append(Parameter(name: "oldModel", value: .string(replacement.oldModel.description)))
            parameters.append(Parameter(name: "newModel", value: .string(replacement.newModel.description)))
        }
        if !replacement.offsets.isEmpty {
            let members = replacement.offsets.values.map { (JSONText.quoted("\($0.key)"), $0.value) }
            let object = members.sorted { $0.0 < $1.0 }.map { "\($0.0):\($0.1)" }.joined(separator: ",")
            parameters.append(Parameter(name: "counterOffsets", value: .json("{\(object)}")))
        }
        return parameters
    }
}
