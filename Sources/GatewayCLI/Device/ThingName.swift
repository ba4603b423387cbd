import Gateway
import Observations
import Store

/// The name of a thing that somebody typed.
enum ThingName {
    /// How many registered names are looked at for the one that was meant.
    private static let candidatesMax = 1_000

    /// The name of a thing that is registered.
    ///
    /// - Throws: `CommandFailure`, with the name that was probably meant.
    static func existing(_ text: String, _ configuration: GatewayConfiguration) throws -> Slug {
        try registered(text, RegistryAccess.readable(configuration)).id
    }

    /// The thing of a name.
    ///
    /// - Throws: `CommandFailure`, with the name that was probably meant.
    static func registered(_ text: String, _ registry: ThingRegistry?) throws -> Thing {
        guard let thing = try find(text, registry) else { throw missing(text, registry) }
        return thing
    }

    /// The thing of a name, or nothing.
    static func find(_ text: String, _ registry: ThingRegistry?) throws -> Thing? {
        guard let id = slug(text) else { return nil }
        return try RegistryAccess.translating { try registry?.find(thing: id) }
    }

    /// The thing of a name, or the one that a device is bound to.
    static func find(_ text: String, orHardwareIn registry: ThingRegistry?) throws -> Thing? {
        // A name that is no slug can still be a hardware id.
        if let thing = try find(text, registry) { return thing }
        return try RegistryAccess.translating { try registry?.find(hardwareID: HardwareID.canonical(text)) }
    }

    /// What to say of a thing that is not registered.
    static func missing(_ text: String, _ registry: ThingRegistry?) -> CommandFailure {
        CommandFailure(status: .notFound, message: "there is no thing \"\(text)\"\(hint(text, registry))")
    }

    /// The name that was probably meant, or where to look.
    static func hint(_ text: String, _ registry: ThingRegistry?) -> String {
        nearest(text, registry).map { "; did you mean \($0)?" } ?? "; see `gateway device list`"
    }

    private static func nearest(_ text: String, _ registry: ThingRegistry?) -> String? {
        let typed = SlugText.slug(text)
        guard !typed.isEmpty, let registry else { return nil }
        // Most slips are in the second half of a name; a small registry is looked through as a whole.
        for letters in [String(typed.prefix((typed.count + 1) / 2)), ""] {
            guard let names = try? registry.names(beginning: letters, limit: candidatesMax) else { return nil }
            if let name = Spelling.nearest(to: typed, among: names) { return name }
        }
        return nil
    }

    private static func slug(_ text: String) -> Slug? {
        do throws(SlugError) { return try Slug(text) } catch { return nil }
    }
}
