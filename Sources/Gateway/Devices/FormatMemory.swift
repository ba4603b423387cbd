import Devices
import Observations

/// The frame formats that things have taught: compact frames of meters can be read once a full frame was heard.
///
/// It survives a reload of the registry. At most `thingsMax` things: the one that taught its first format longest ago is
/// forgotten first, and teaches it again with its next full frame. A format that was learned from a message which comes
/// again is the same format.
struct FormatMemory {
    /// The most things, each with at most `FrameFormats.countMax` formats of `FrameFormat.headerBytesMax` bytes.
    static let thingsMaxDefault = 8_192

    private let thingsMax: Int
    private var formats: [Slug: FrameFormats] = [:]
    private var order: [Slug] = []
    private var oldest = 0

    init(thingsMax: Int = FormatMemory.thingsMaxDefault) {
        precondition(thingsMax > 0, "a format memory holds at least one thing")
        self.thingsMax = thingsMax
    }

    /// What a thing has taught.
    subscript(thing: Slug) -> FrameFormats { formats.isEmpty ? FrameFormats() : formats[thing] ?? FrameFormats() }

    /// Keeps a format of a thing.
    mutating func learn(_ format: FrameFormat, of thing: Slug) {
        if let known = formats[thing] {
            guard known[format.signature] != format else { return }
        } else if order.count == thingsMax {
            formats[order[oldest]] = nil
            order[oldest] = thing
            oldest = oldest + 1 == thingsMax ? 0 : oldest + 1
        } else {
            order.append(thing)
        }
        formats[thing, default: FrameFormats()].learn(format)
    }
}
