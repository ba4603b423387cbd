/// The name of a device model: `vendor/model`, both slugs, as `milesight/am319`.
public struct ModelID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The maker.
    public let vendor: Slug
    /// The maker's model.
    public let model: Slug

    /// Accepts `vendor/model`, or nothing when either part is not a slug.
    public init?(_ string: String) {
        let parts = string.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        guard let vendor = try? Slug(String(parts[0])), let model = try? Slug(String(parts[1])) else { return nil }
        self.vendor = vendor
        self.model = model
    }

    /// The name as people write it.
    public var description: String { "\(vendor)/\(model)" }

    /// Orders models by vendor, then by model.
    public static func < (left: ModelID, right: ModelID) -> Bool {
        (left.vendor, left.model) < (right.vendor, right.model)
    }
}
