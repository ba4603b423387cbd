import Observations

/// The name of a thing that somebody typed.
enum ThingName {
    /// The name of a thing that should be registered.
    static func existing(_ text: String) throws -> Slug {
        do throws(SlugError) { return try Slug(text) } catch { throw missing(text) }
    }

    /// What to say of a thing that is not registered.
    static func missing(_ text: String) -> CommandFailure {
        CommandFailure(status: .notFound, message: "there is no thing \"\(text)\"; see `gateway device list`")
    }
}
