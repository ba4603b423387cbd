import Observations

/// A reading in the making, which keeps (property, channel) and the parameters' names unique.
struct ElsysReading {
    private(set) var observations: [Observation] = []
    private(set) var parameters: [Parameter] = []

    /// Adds an observation; one of the same property and channel gets the next free channel, as `probe-2` then `probe-3`
    /// or `repeat-2` where there was no channel.
    mutating func add(
        _ property: ObservedProperty,
        _ value: Double,
        _ channel: Channel?,
        _ kind: ObservationKind = .instant
    ) {
        let free = contains(property, channel) ? freeChannel(property, after: channel) : channel
        observations.append(Observation(property, value, channel: free, kind: kind))
    }

    /// Adds a parameter.
    mutating func add(_ parameter: Parameter) { parameters.append(parameter) }

    private func contains(_ property: ObservedProperty, _ channel: Channel?) -> Bool {
        for observation in observations where observation.property == property && observation.channel == channel {
            return true
        }
        return false
    }

    private func freeChannel(_ property: ObservedProperty, after channel: Channel?) -> Channel? {
        let probe: Channel = "probe-2"
        for number in 2... {
            let next: Channel?
            if channel == probe {
                next = .numbered("probe", number + 1)
            } else if let channel {
                do throws(SlugError) {
                    next = try Channel("\(channel)-\(number)")
                } catch {
                    preconditionFailure("The channels of the table leave room for a number.")
                }
            } else {
                next = .numbered("repeat", number)
            }
            if !contains(property, next) { return next }
        }
        return channel
    }
}
