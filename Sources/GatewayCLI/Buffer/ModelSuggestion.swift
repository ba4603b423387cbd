import Devices
import Gateway
import Observations
import Store

/// Which model a quarantined message is likely to be of, for the person who registers its device.
struct ModelSuggestion {
    private let routes: [RouteSettings]
    private let identifier: PayloadIdentifier

    init(_ configuration: GatewayConfiguration, _ models: ModelSource) {
        routes = configuration.field.routes
        identifier = PayloadIdentifier(models.catalogue)
    }

    /// The model that the network server names, where its decoder can read the message; else the best candidate's name and
    /// how many others the bytes do not tell from it, as `milesight/am319 (+3)`; nothing where the message cannot be opened,
    /// or no model reads it with some evidence, or the reason is another one.
    func text(for entry: QuarantineEntry) -> String? {
        switch entry.reason {
        case .unknownDevice, .unknownModel, .undecodable: break
        default: return nil
        }
        guard let uplink = uplink(of: entry) else { return nil }
        let context = DecodingContext(port: uplink.port, receivedAt: entry.received, networkTime: uplink.networkTime)
        let candidates = identifier.candidates(for: uplink.payload, context)
        if let named = named(by: NetworkProfile(message: entry.payload), among: candidates) { return "\(named.id)" }
        guard let best = candidates.first, best.isConvincing else { return nil }
        let others = best.models.count + best.siblings.count - 1
        return "\(best.models[0].id)" + (others > 0 ? " (+\(others))" : "")
    }

    /// The model that can read the payload and whose name the network server gives; of several the longest name.
    private func named(by profile: NetworkProfile?, among candidates: [ModelCandidate]) -> DeviceModel? {
        guard let profile else { return nil }
        let named = candidates.flatMap { $0.models + $0.siblings }.map { model in
            (model: model, letters: profile.agreement(with: "\(model.id)".split(separator: "/")[1]))
        }
        return named.filter { $0.letters > 0 }.max { $0.letters < $1.letters }?.model
    }

    /// The device's part of the message.
    func uplink(of entry: QuarantineEntry) -> Uplink? {
        guard let route = routes.first(where: { $0.filter.matches(entry.topic) }) else { return nil }
        var memory = EnvelopeMemory()
        let opened = try? route.envelope.open(
            topic: entry.topic,
            payload: entry.payload,
            hardwareID: route.hardwareID,
            receivedAt: entry.received,
            memory: &memory
        )
        switch opened {
        case .uplink(let uplink): return uplink
        case .uplinks(let uplinks): return uplinks.first { $0.hardwareID == entry.hardwareID }
        case .deviceEvent, nil: return nil
        }
    }
}
