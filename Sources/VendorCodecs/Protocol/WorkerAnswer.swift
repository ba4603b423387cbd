/// What a worker answers.
///
/// | kind | content |
/// | --- | --- |
/// | 1 loaded | 1 when it worked, else 0 (1 byte); what is wrong |
/// | 2 decoded | count, then for each call: status (1 byte), microseconds, text |
///
/// A worker stops after a call that was ended for its time, and when a frame has taken `WorkerAnswer.frameMilliseconds`:
/// then it answers fewer calls than it was asked.
public enum WorkerAnswer: Sendable {
    /// The answer to `load` and `forget`, and the first frame of a worker: it is ready, or says why not.
    case loaded(problem: String?)
    /// The answers of the calls, in their order; it may be fewer than were asked for.
    case decoded([Item])

    /// After so much time a worker answers what it has.
    public static let frameMilliseconds = 100
    /// How much of a message the gateway keeps, in bytes: whoever wrote the codec chose its length.
    static let messageBytesMax = 1_024

    /// How a call ended.
    public enum Status: UInt8, Sendable {
        /// The text is JSON: the codec's data.
        case data = 0
        /// An exception, or errors in the answer; the text says which.
        case refused
        /// The answer is no object with data; the text says what it is.
        case wrongType
        /// The answer is too large.
        case tooLarge
        /// The answer is too deep.
        case tooDeep
        /// The call was ended for its time.
        case timedOut
        /// No codec is loaded there.
        case notLoaded
    }

    /// One answer.
    public struct Item: Sendable {
        /// How the call ended.
        public let status: Status
        /// How long it took.
        public let microseconds: UInt32
        /// JSON, or a message.
        public let text: [UInt8]

        /// An answer of its parts.
        public init(status: Status, microseconds: UInt32, text: [UInt8]) {
            self.status = status
            self.microseconds = microseconds
            self.text = text
        }
    }

    /// The frame.
    public func frame() -> [UInt8] {
        var writer = FrameWriter()
        switch self {
        case .loaded(let problem):
            writer.write(UInt8(1))
            writer.write(UInt8(problem == nil ? 1 : 0))
            writer.write((problem ?? "").utf8)
        case .decoded(let items):
            writer.write(UInt8(2))
            writer.write(UInt32(items.count))
            for item in items {
                writer.write(item.status.rawValue)
                writer.write(item.microseconds)
                writer.write(item.text)
            }
        }
        return writer.finish()
    }

    /// Reads a frame's content.
    public init(content: [UInt8]) throws(ProtocolError) {
        var reader = FrameReader(content)
        switch try reader.byte() {
        case 1:
            let isLoaded = try reader.byte() == 1
            let problem = String(decoding: try reader.content().prefix(WorkerAnswer.messageBytesMax), as: UTF8.self)
            self = .loaded(problem: isLoaded ? nil : problem)
        case 2:
            let count = Int(try reader.number())
            var items: [Item] = []
            items.reserveCapacity(min(count, 1_024))
            for _ in 0..<count {
                let status = try reader.byte()
                guard let known = Status(rawValue: status) else { throw .unknownKind(status) }
                let microseconds = try reader.number()
                items.append(Item(status: known, microseconds: microseconds, text: Array(try reader.content())))
            }
            self = .decoded(items)
        case let kind: throw .unknownKind(kind)
        }
    }
}
