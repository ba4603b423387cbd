/// What is added to a thing's counters, so that a total continues when the meter that counts is replaced.
///
/// A new meter begins at another number than the old one ended with; the difference is the offset, in the property's unit.
public struct CounterOffsets: Hashable, Sendable, CustomStringConvertible {
    /// Which counter of a thing.
    public struct Counter: Hashable, Sendable, CustomStringConvertible {
        /// What it counts.
        public let property: ObservedProperty
        /// Which of equal properties; nothing is the one without a channel.
        public let channel: Channel?

        /// A counter by its property and channel.
        public init(_ property: ObservedProperty, _ channel: Channel? = nil) {
            self.property = property
            self.channel = channel
        }

        /// `property` or `property/channel`.
        public var description: String { channel.map { "\(property)/\($0)" } ?? "\(property)" }
    }

    /// Why a text is not a list of offsets.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// The part that is wrong.
        public let part: String

        /// One sentence for the person who typed the text.
        public var description: String {
            "\"\(part)\" is not an offset; one is property=number or property/channel=number"
        }
    }

    /// The offsets, in the unit of their property.
    public private(set) var values: [Counter: Double] = [:]

    /// No offsets.
    public init() {}

    /// Reads `property=number;property/channel=number`; the empty text is no offsets.
    ///
    /// - Throws: `Fault` which names the part that is wrong.
    public init(_ text: String) throws(Fault) {
        for part in text.split(separator: ";") {
            let pieces = part.split(separator: "=", omittingEmptySubsequences: false)
            guard pieces.count == 2, let value = Double(pieces[1]), value.isFinite,
                let counter = CounterOffsets.counter(pieces[0])
            else { throw Fault(part: String(part)) }
            self[counter] = value
        }
    }

    /// The offset of a counter; nothing and 0 are the same.
    public subscript(counter: Counter) -> Double? {
        get { values[counter] }
        set { values[counter] = newValue == 0 ? nil : newValue }
    }

    /// Whether nothing is added to anything.
    public var isEmpty: Bool { values.isEmpty }

    /// `property=number;property/channel=number` in the order of the counters' names.
    public var description: String {
        values.map { ("\($0.key)", $0.value) }.sorted { $0.0 < $1.0 }.map { "\($0.0)=\($0.1)" }.joined(separator: ";")
    }

    private static func counter(_ text: Substring) -> Counter? {
        let names = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let property = ObservedProperty.named(String(names[0])) else { return nil }
        guard names.count == 2 else { return Counter(property) }
        do throws(SlugError) { return Counter(property, try Channel(String(names[1]))) } catch { return nil }
    }
}
