import Observations

extension GatewayStatus: ControlAnswer {
    /// A status that tells of nothing, with all the parts that may be incomplete.
    public static var blank: GatewayStatus {
        var status = GatewayStatus(gateway: "", processID: 0, started: Timestamp(microseconds: 0))
        status.version = "unknown"
        status.field.terms = Terms()
        status.uplink.terms = Terms()
        status.codecs = Codecs()
        status.devices = HealthCounts()
        status.rates = Rates()
        return status
    }
}
