import Devices
import Observations

/// Decoded readings as JSON: the members of a reading (schema version 1) that a payload alone decides.
enum DecodedJSON {
    static func readings(_ readings: [DecodedReading]) -> String {
        "[\(readings.map(reading).joined(separator: ","))]"
    }

    private static func reading(_ reading: DecodedReading) -> String {
        var members: [String] = []
        if let time = reading.time { members.append("\"phenomenonTime\":\"\(time)\"") }
        members.append("\"observations\":[\(reading.observations.map(observation).joined(separator: ","))]")
        if !reading.parameters.isEmpty {
            let parameters = reading.parameters.map { "\(JSONText.quoted($0.name)):\(value($0.value))" }
            members.append("\"parameters\":{\(parameters.joined(separator: ","))}")
        }
        return "{\(members.joined(separator: ","))}"
    }

    private static func observation(_ observation: Observation) -> String {
        var members = ["\"property\":\(JSONText.quoted(observation.property.name))"]
        if let channel = observation.channel { members.append("\"channel\":\"\(channel)\"") }
        if observation.kind != .instant { members.append("\"kind\":\"\(observation.kind.rawValue)\"") }
        switch observation.value {
        case .number(let number): members.append("\"value\":\(Cell.number(number).json)")
        case .boolean(let boolean): members.append("\"value\":\(boolean)")
        case .string(let text): members.append("\"value\":\(JSONText.quoted(text))")
        case nil: break
        }
        if let unit = observation.property.unit { members.append("\"unit\":\(JSONText.quoted(unit.code))") }
        members.append("\"quality\":\"\(observation.quality.rawValue)\"")
        return "{\(members.joined(separator: ","))}"
    }

    static func value(_ value: ParameterValue) -> String {
        switch value {
        case .unsigned(let number): "\(number)"
        case .signed(let number): "\(number)"
        case .number(let number): number.isFinite ? Cell.number(number).json : "null"
        case .boolean(let boolean): "\(boolean)"
        case .string(let text): JSONText.quoted(text)
        case .json(let text): text
        }
    }
}
