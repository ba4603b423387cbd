import Foundation
import Observations

/// The gateway's configuration, `gateway.toml`: one property per section, every value valid.
///
/// Every key is documented in `deploy/gateway.sample.toml`. Unknown keys are refused, all faults are reported at once, and
/// relative paths are relative to the file.
public struct GatewayConfiguration: Sendable {
    /// Which gateway this is.
    public let gateway: GatewaySection
    /// The sensors' broker.
    public let field: FieldSection
    /// The IOC's broker.
    public let uplink: UplinkSection
    /// What waits for the uplink.
    public let outbox: OutboxSection
    /// What could not be read.
    public let quarantine: QuarantineSection
    /// Model files.
    public let devices: DevicesSection
    /// The field broker's own files.
    public let broker: BrokerSection
    /// What is said on standard error.
    public let log: LogSection

    /// Where the configuration is when nobody says otherwise.
    public static let standardPath = "/etc/gateway/gateway.toml"

    /// Reads a configuration file.
    ///
    /// - Throws: `ConfigurationError` with every fault of the file.
    public init(path: String) throws(ConfigurationError) {
        let directory = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
        let text = try SettingsFiles.disk.text(path: path)
        do {
            try self.init(toml: text, directory: directory)
        } catch {
            throw error.naming(file: path)
        }
    }

    /// Reads the text of a configuration; relative paths in it are relative to `directory`.
    ///
    /// - Throws: `ConfigurationError` with every fault of the text.
    public init(toml text: String, directory: String) throws(ConfigurationError) {
        try self.init(toml: text, directory: directory, files: .disk, report: SettingsReport())
    }

    init(
        toml text: String,
        directory: String,
        files: SettingsFiles,
        report: SettingsReport
    ) throws(ConfigurationError) {
        let entries: [String: SettingsNode]
        do {
            entries = try SettingsNode.document(text)
        } catch {
            throw ConfigurationError(faults: [error])
        }
        let directory = directory.count > 1 && directory.hasSuffix("/") ? String(directory.dropLast()) : directory
        let root = SettingsTable(path: "", generalPath: "", entries: entries, report: report)

        let gateway = GatewaySection(root.table("gateway"), directory: directory)
        let id = gateway?.id.string
        let field = FieldSection(root.table("field"), gatewayID: id, directory: directory, files: files)
        let uplink = UplinkSection(root.table("uplink"), gatewayID: id, directory: directory, files: files)
        let outbox = OutboxSection(root.table("outbox"))
        let quarantine = QuarantineSection(root.table("quarantine"))
        let devices = DevicesSection(root.table("devices"), directory: directory, files: files)
        let broker = BrokerSection(root.table("broker"), directory: directory)
        let log = LogSection(root.table("log"))
        root.refuseUnknownKeys()

        guard report.faults.isEmpty, let gateway, let field, let uplink, let outbox, let quarantine, let devices,
            let broker, let log
        else { throw ConfigurationError(faults: report.faults) }
        self.gateway = gateway
        self.field = field
        self.uplink = uplink
        self.outbox = outbox
        self.quarantine = quarantine
        self.devices = devices
        self.broker = broker
        self.log = log
    }
}
