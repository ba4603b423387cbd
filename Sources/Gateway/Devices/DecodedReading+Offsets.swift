import Devices
import Observations

extension DecodedReading {
    /// The parameter with what the device's counters read, where something was added to them.
    static let deviceCounters = "deviceCounters"

    /// The same reading with its thing's offsets added to the counters that have one; what the device itself counts goes
    /// along as the parameter `deviceCounters`, an object of numbers by `property` or `property/channel`.
    func adding(_ offsets: CounterOffsets) -> DecodedReading {
        var raw: [String] = []
        let observations = observations.map { observation in
            let counter = CounterOffsets.Counter(observation.property, observation.channel)
            guard observation.kind == .counter, case .number(let number) = observation.value,
                let offset = offsets[counter]
            else { return observation }
            raw.append("\(JSONText.quoted("\(counter)")):\(number)")
            return observation.adding(offset)
        }
        guard !raw.isEmpty else { return self }
        let counters = Parameter(name: Self.deviceCounters, value: .json("{\(raw.joined(separator: ","))}"))
        return DecodedReading(time: time, observations: observations, parameters: [counters] + parameters)
    }
}
