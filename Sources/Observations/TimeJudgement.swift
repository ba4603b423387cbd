/// When something was observed, and whose clock says so.
///
/// The device's time is taken, else the network's, else the gateway's at reception. A claimed time before 2020 or in
/// 2100 and later is never believed; one more than 5 minutes ahead of the gateway's clock is not believed while that
/// clock can be trusted. Then the next source is taken, and the reading says so in two ways: its observations are at
/// best suspect, and it has the parameters `deviceTime` and `deviceTimeFault` (or `networkTime` and
/// `networkTimeFault`) with the claimed time and the fault.
public struct TimeJudgement: Hashable, Sendable {
    /// How far a claimed time may lie ahead of the gateway's clock.
    public static let leadMicrosecondsMax: Int64 = 300_000_000

    /// When it was observed.
    public let phenomenonTime: Timestamp
    /// Whose clock says so.
    public let source: TimeSource
    /// The device's time, and why it is not believed.
    public let disbelievedDeviceTime: DisbelievedTime?
    /// The network's time, and why it is not believed; not judged where the device's is believed.
    public let disbelievedNetworkTime: DisbelievedTime?
    /// The gateway's own clock could not be trusted at reception.
    public let isGatewayClockUnsynchronised: Bool

    /// Judges what device and network claim.
    public init(device: Timestamp?, network: Timestamp?, reception: Timestamp, clock: GatewayClock) {
        let isTrusted = clock.isTrusted(at: reception)
        let latest = isTrusted ? reception.advanced(byMicroseconds: TimeJudgement.leadMicrosecondsMax) : nil
        isGatewayClockUnsynchronised = !isTrusted
        disbelievedDeviceTime = device.flatMap { DisbelievedTime($0, latest: latest) }
        if let device, disbelievedDeviceTime == nil {
            (phenomenonTime, source, disbelievedNetworkTime) = (device, .device, nil)
            return
        }
        disbelievedNetworkTime = network.flatMap { DisbelievedTime($0, latest: latest) }
        if let network, disbelievedNetworkTime == nil {
            (phenomenonTime, source) = (network, .network)
        } else {
            (phenomenonTime, source) = (reception, .gateway)
        }
    }

    /// Whether it is the time of the gateway's own clock, which could not be trusted.
    public var isOfAnUnsetClock: Bool { source == .gateway && isGatewayClockUnsynchronised }

    /// Whether every time that was claimed and judged is believed.
    public var isBelieved: Bool { disbelievedDeviceTime == nil && disbelievedNetworkTime == nil }

    /// What a reading says about times that are not believed; usually nothing.
    public var parameters: [Parameter] {
        guard !isBelieved else { return [] }
        return (disbelievedDeviceTime?.parameters(named: "deviceTime") ?? [])
            + (disbelievedNetworkTime?.parameters(named: "networkTime") ?? [])
    }
}
