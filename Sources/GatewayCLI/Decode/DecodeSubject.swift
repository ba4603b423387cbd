import Devices
import Gateway
import Observations
import Store

/// Whose payload `decode` reads: a registered thing, or one that stands for any.
struct DecodeSubject {
    let model: DeviceModel
    let thing: Thing
    /// The key of a registered thing's device.
    let key: DeviceKey?
    let gateway: Slug
    let prefix: TopicPrefix
    /// What is only a word in topic and reading, because nobody has said what it is.
    let placeholders: [String]

    /// Looks up the thing where there is a registry.
    ///
    /// - Parameters:
    ///   - thing: its name, when one was given.
    ///   - agency: whose thing it is, when it is not registered.
    ///   - model: the model's name; the thing's own when nil.
    ///   - models: what is known.
    ///   - configuration: the configuration, where one can be read.
    /// - Throws: `CommandFailure` when the model is not known, or a name is not one.
    init(
        thing: String?,
        agency: String?,
        model: String?,
        models: ModelSource,
        configuration: GatewayConfiguration?
    ) throws {
        let id = try thing.map { try DecodeSubject.slug($0, "--thing") }
        let owner = try agency.map { try DecodeSubject.slug($0, "--agency") }
        let (registered, key) = try DecodeSubject.registered(id, configuration)
        guard let name = model ?? registered?.model.description else {
            let message = "there is no thing \"\(thing ?? "")\" whose model would be known; give --model"
            throw CommandFailure(status: .notFound, message: message)
        }
        let device = try models.find(name)
        if let registered, registered.model != device.id {
            StandardError.write("gateway: \(registered.id) is registered as \(registered.model), not \(device.id)\n")
        }
        var placeholders: [String] = []
        func placeholder(_ word: String) throws -> Slug {
            placeholders.append(word)
            return try DecodeSubject.slug(word, word)
        }
        self.thing =
            try registered
            ?? Thing(
                id: id ?? placeholder("thing"),
                hardwareID: "hardware-id",
                model: device.id,
                agency: owner ?? placeholder("agency"),
                domain: device.domain,
                name: "name"
            )
        gateway = try configuration?.gateway.id ?? placeholder("gateway")
        prefix = configuration?.uplink.prefix ?? .standard
        self.model = device
        self.key = key
        self.placeholders = placeholders
    }

    /// What would be published.
    func messages(
        _ decoded: Decoded,
        payload: [UInt8],
        port: UInt8?,
        frameCounter: UInt32?,
        at reception: Timestamp
    ) -> [ReadingPreview.Message] {
        ReadingPreview.messages(
            of: decoded,
            Uplink(
                hardwareID: thing.hardwareID,
                payload: payload,
                port: port,
                frameCounter: frameCounter,
                parameters: frameCounter.map { [Parameter(name: "frameCounter", value: .unsigned(UInt64($0)))] } ?? []
            ),
            thing: thing,
            gateway: gateway,
            prefix: prefix,
            at: reception
        )
    }

    private static func slug(_ text: String, _ option: String) throws -> Slug {
        do {
            return try Slug(text)
        } catch {
            throw CommandFailure(status: .usage, message: "\(option) \"\(text)\" \(error)")
        }
    }

    /// The thing and the key of its device; nothing, and a word to the person, where the registry cannot be read.
    private static func registered(
        _ id: Slug?,
        _ configuration: GatewayConfiguration?
    ) throws -> (Thing?, DeviceKey?) {
        guard let id, let configuration else { return (nil, nil) }
        do {
            guard let registry = try RegistryAccess.readable(configuration) else { return (nil, nil) }
            return try RegistryAccess.translating { (try registry.find(thing: id), try registry.key(of: id)) }
        } catch let failure as CommandFailure {
            StandardError.write("gateway: the registry is not read: \(failure.message)\n")
            return (nil, nil)
        }
    }
}
