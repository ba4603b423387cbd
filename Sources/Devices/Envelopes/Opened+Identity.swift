extension Opened {
    /// Whose messages it has, in their order.
    public var hardwareIDs: [String] {
        switch self {
        case .uplink(let uplink): [uplink.hardwareID]
        case .uplinks(let uplinks): uplinks.map(\.hardwareID)
        case .deviceEvent(_, let hardwareID): [hardwareID]
        }
    }
}
