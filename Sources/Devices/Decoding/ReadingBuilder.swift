import Observations

/// A reading in the making, which keeps (property, channel) and the parameters' names unique.
struct ReadingBuilder {
    /// The moment, when the device claims one.
    var time: Timestamp?
    private(set) var observations: [Observation] = []
    private(set) var parameters: [Parameter] = []
    /// How often bytes were noted that say what the document does not have.
    private(set) var undecodedCount = 0

    private var undecoded: [UInt8] = []
    /// The number that was free last for what came again, so that many repetitions are not counted from 2 each time.
    private var repeats: [(property: ObservedProperty, channel: Channel?, number: Int)] = []

    init(time: Timestamp? = nil) { self.time = time }

    /// Makes room at once for what a payload usually gives.
    mutating func reserveCapacity(observations: Int, parameters: Int) {
        self.observations.reserveCapacity(observations)
        self.parameters.reserveCapacity(parameters)
    }

    /// Whether nothing has been added.
    var isEmpty: Bool { observations.isEmpty && parameters.isEmpty && undecodedCount == 0 }

    /// What was added.
    var reading: DecodedReading {
        guard undecodedCount > 0 else {
            return DecodedReading(time: time, observations: observations, parameters: parameters)
        }
        let rest = Parameter(name: "undecoded", value: .string(Hexadecimal.encode(undecoded)))
        return DecodedReading(time: time, observations: observations, parameters: parameters + [rest])
    }

    /// Adds an observation; one of the same property and channel gets the next free channel, as `probe-2` then `probe-3`
    /// or `repeat-2` where there was no channel.
    mutating func add(_ observation: Observation) {
        guard contains(observation.property, observation.channel) else { return observations.append(observation) }
        let free = freeChannel(observation.property, after: observation.channel)
        observations.append(observation.moved(to: free))
    }

    /// Adds a number in the property's unit; see `add(_:)` for what stands there already.
    mutating func add(
        _ property: ObservedProperty,
        _ value: Double,
        _ channel: Channel? = nil,
        _ kind: ObservationKind = .instant,
        isFault: Bool = false
    ) {
        add(Observation(property, value, channel: channel, kind: kind, deviceSaysFault: isFault))
    }

    /// Adds a yes or no; see `add(_:)` for what stands there already.
    mutating func add(_ property: ObservedProperty, _ value: Bool, _ channel: Channel? = nil) {
        add(Observation(property, value, channel: channel))
    }

    /// Adds a text; see `add(_:)` for what stands there already.
    mutating func add(_ property: ObservedProperty, _ value: String, _ channel: Channel? = nil) {
        add(Observation(property, value, channel: channel))
    }

    /// Adds a property whose value the device says it does not have; it is bad.
    mutating func addMissing(_ property: ObservedProperty, _ channel: Channel? = nil) {
        add(Observation(property: property, channel: channel, value: nil))
    }

    /// Adds a parameter; of two of the same name the first stays.
    mutating func note(_ name: String, _ value: ParameterValue) { add(Parameter(name: name, value: value)) }

    /// Adds a parameter; of two of the same name the first stays, and a number that is not finite says nothing.
    mutating func add(_ parameter: Parameter) {
        if case .number(let number) = parameter.value, !number.isFinite { return }
        guard !parameters.contains(where: { $0.name == parameter.name }) else { return }
        parameters.append(parameter)
    }

    /// Notes bytes that say what the document does not have: they go along as the parameter `undecoded`.
    mutating func noteUndecoded(_ bytes: some Sequence<UInt8>) {
        undecoded += bytes
        undecodedCount += 1
    }

    /// Passes over reserved bytes; they are noted when one of them is not zero.
    mutating func skipReserved(_ count: Int, _ reader: inout ByteReader) throws(DecodeError) {
        let bytes = try reader.take(count)
        if bytes.contains(where: { $0 != 0 }) { noteUndecoded(bytes) }
    }

    private func contains(_ property: ObservedProperty, _ channel: Channel?) -> Bool {
        for observation in observations where observation.property == property && observation.channel == channel {
            return true
        }
        return false
    }

    private mutating func freeChannel(_ property: ObservedProperty, after channel: Channel?) -> Channel? {
        let probe: Channel = "probe-2"
        let known = repeats.firstIndex { $0.property == property && $0.channel == channel }
        let index = known ?? repeats.count
        if known == nil { repeats.append((property, channel, 1)) }
        for number in (repeats[index].number + 1)... {
            repeats[index].number = number
            let next: Channel?
            if channel == probe {
                next = .numbered("probe", number + 1)
            } else if let channel {
                do throws(SlugError) {
                    next = try Channel("\(channel)-\(number)")
                } catch {
                    preconditionFailure("The channels of a model leave room for a number.")
                }
            } else {
                next = .numbered("repeat", number)
            }
            if !contains(property, next) { return next }
        }
        return channel
    }
}
