/// A kind of Netvox device: under which types it reports, and what its reports say.
struct NetvoxDevice: Sendable {
    let types: [UInt8]
    let reports: [NetvoxReport]

    init(_ types: [UInt8], _ reports: [NetvoxReport]) {
        self.types = types
        self.reports = reports
    }

    /// A device with the single report type 1, which begins with the battery.
    init(_ type: UInt8, _ fields: [NetvoxField]) {
        self.init([type], [NetvoxReport(1, fields)])
    }
}
