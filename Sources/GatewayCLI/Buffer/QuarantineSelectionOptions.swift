import ArgumentParser
import Gateway
import Observations
import Store

/// Which quarantined messages a command means; without `--all` something has to narrow them.
struct QuarantineSelectionOptions: ParsableArguments {
    /// A request to the running gateway has room for so many.
    private static let sequencesMax = 200

    @Option(name: .customLong("hardware-id"), help: "Messages of this device.") var hardwareID: String?
    @Option(help: "Messages of the device that is bound to this thing.") var thing: String?
    @Option(help: "Messages with this reason, as `quarantine list` shows it; may be given several times.")
    var reason: [String] = []
    @Option(help: ArgumentHelp("Messages with these numbers; may be given several times.", valueName: "number"))
    var sequence: [Int64] = []
    @Flag(help: "All messages.") var all = false

    mutating func validate() throws {
        guard hardwareID == nil || thing == nil else { throw ValidationError("Give one of --hardware-id and --thing.") }
        guard sequence.count <= Self.sequencesMax else {
            throw ValidationError("At most \(Self.sequencesMax) times --sequence; or use --hardware-id or --reason.")
        }
        for name in reason where QuarantineReason(rawValue: name) == nil {
            let names = QuarantineReason.allCases.filter { $0 != .other }.map(\.rawValue)
            throw ValidationError("There is no reason \"\(name)\"; reasons: \(names.joined(separator: ", ")).")
        }
    }

    /// What is meant; `narrows` says whether something else narrows it, too.
    func selection(_ configuration: GatewayConfiguration, narrows: Bool = false) throws -> QuarantineSelection {
        let narrows = narrows || hardwareID != nil || thing != nil || !reason.isEmpty || !sequence.isEmpty
        guard all || narrows else {
            let message = "say which messages: --hardware-id, --thing, --reason, --sequence, or --all"
            throw CommandFailure(status: .usage, message: message)
        }
        return QuarantineSelection(
            hardwareIDs: try hardwareIDs(configuration),
            reasons: reason.isEmpty ? nil : reason.compactMap(QuarantineReason.init(rawValue:)),
            sequences: sequence.isEmpty ? nil : sequence.map(SequenceNumber.init(rawValue:))
        )
    }

    private func hardwareIDs(_ configuration: GatewayConfiguration) throws -> [String]? {
        if let hardwareID { return Self.spellings(of: hardwareID) }
        guard let thing else { return nil }
        let found = try ThingName.registered(thing, RegistryAccess.readable(configuration))
        return Self.spellings(of: found.hardwareID)
    }

    /// A DevEUI may stand in messages in upper or lower case.
    static func spellings(of hardwareID: String) -> [String] {
        let canonical = HardwareID.canonical(hardwareID)
        guard canonical.utf8.count == 16, canonical.allSatisfy(\.isHexDigit) else { return [hardwareID] }
        return Array(Set([hardwareID, canonical, canonical.uppercased()]))
    }
}
