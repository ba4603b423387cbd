import Devices
import Gateway
import Observations
import Store

/// What can be told of a quarantined message now: what is in its envelope, whose it is, and what its model makes of it.
struct QuarantineExamination {
    private let entry: QuarantineEntry
    private let envelope: String?
    private let uplink: Uplink?
    private let thing: Thing?
    private let decoded: Result<Decoded, DecodeError>?
    private let suggestion: String?

    init(_ entry: QuarantineEntry, _ configuration: GatewayConfiguration, _ models: ModelSource) throws {
        let suggestions = ModelSuggestion(configuration, models)
        self.entry = entry
        envelope = configuration.field.routes.first { $0.filter.matches(entry.topic) }.map { "\($0.envelope)" }
        uplink = suggestions.uplink(of: entry)
        suggestion = suggestions.text(for: entry)
        let snapshot = try RegistryAccess.translating { try RegistryAccess.readable(configuration)?.snapshot() }
        let hardwareID = HardwareID.canonical(uplink?.hardwareID ?? entry.hardwareID ?? "")
        let thing = snapshot?.things.first { HardwareID.canonical($0.hardwareID) == hardwareID }
        self.thing = thing
        guard let uplink, let thing, let model = models.catalogue[thing.model] else {
            decoded = nil
            return
        }
        let context = DecodingContext(
            port: uplink.port,
            receivedAt: entry.received,
            networkTime: uplink.networkTime,
            key: snapshot?.keys[thing.id.string]?.bytes
        )
        do throws(DecodeError) {
            decoded = .success(try model.decode(uplink.payload, context))
        } catch {
            decoded = .failure(error)
        }
    }

    func add(to details: inout Details) {
        details.add("envelope", Cell(envelope))
        if let uplink {
            details.add("payload", .text(QuarantineExamination.text(uplink.payload)))
            details.add("port", uplink.port.map { .integer(Int64($0)) } ?? .none)
            details.add("frameCounter", uplink.frameCounter.map { .integer(Int64($0)) } ?? .none)
            details.add("networkTime", Cell(uplink.networkTime?.description))
            details.add("rssi", uplink.radio?.rssi.map(Cell.number) ?? .none)
            details.add("snr", uplink.radio?.snr.map(Cell.number) ?? .none)
        }
        details.add("thing", Cell(thing?.id.string))
        details.add("model", Cell(thing?.model.description))
        details.add("suggestion", Cell(suggestion))
        switch decoded {
        case .success(let decoded): details.add("decodesNowTo", .text(DecodedJSON.readings(decoded.readings)))
        case .failure(let error): details.add("decodesNowTo", .text("nothing: \(error)"))
        case nil: details.add("decodesNowTo", .none)
        }
    }

    /// The commands that may come next, to copy.
    func commands(_ sequence: Int64) -> [String] {
        switch decoded {
        case .success: return ["gateway quarantine redecode --sequence \(sequence)"]
        case .failure, nil: break
        }
        if let thing {
            switch entry.reason {
            case .keyNeeded, .wrongKey:
                return [
                    "gateway device set \(thing.id) --key-file FILE", "gateway quarantine redecode --thing \(thing.id)",
                ]
            default: return ["gateway model show \(thing.model)", "gateway quarantine drop \(sequence)"]
            }
        }
        guard let hardwareID = entry.hardwareID else { return ["gateway quarantine drop \(sequence)"] }
        return [PendingDevice.command(hardwareID, suggestion)]
    }

    /// Bytes as text where they are text, else in hexadecimal.
    static func text(_ bytes: [UInt8]) -> String {
        let isText = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        if isText, !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self) { return text }
        return Hexadecimal.encode(bytes)
    }
}
