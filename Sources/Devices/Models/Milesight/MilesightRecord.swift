import Observations

/// One record of a Milesight payload: its channel and type, how many bytes it has and what they mean.
struct MilesightRecord: Sendable {
    /// Reads the bytes of a record whose size they say themselves.
    typealias Body = @Sendable (inout ByteReader, inout MilesightReadings) throws(DecodeError) -> Void

    /// The channel in the upper byte, the type in the lower.
    let key: UInt16
    /// How many bytes the value has; nothing where it says so itself.
    let size: Int?
    /// What the value can be observed as.
    let properties: [ObservedProperty]

    private let content: Content

    private enum Content: Sendable {
        /// Values of now.
        case current([MilesightField])
        /// A time of four bytes, then values of that time.
        case past([MilesightField])
        /// The time of what the payload says of now.
        case clock
        /// Anything else.
        case body(Body)
    }

    /// Values of now.
    init(_ channel: UInt8, _ type: UInt8, _ fields: MilesightField...) {
        self.init(channel, type, fields: fields)
    }

    /// Values of now.
    init(_ channel: UInt8, _ type: UInt8, fields: [MilesightField]) {
        self.init(
            channel,
            type,
            size: fields.reduce(0) { $0 + $1.size },
            fields.flatMap(\.properties),
            .current(fields)
        )
    }

    /// Values of the time before them.
    static func past(_ channel: UInt8, _ type: UInt8, _ fields: MilesightField...) -> MilesightRecord {
        past(channel, type, fields: fields)
    }

    /// Values of the time before them.
    static func past(_ channel: UInt8, _ type: UInt8, fields: [MilesightField]) -> MilesightRecord {
        let size = fields.reduce(4) { $0 + $1.size }
        return MilesightRecord(channel, type, size: size, fields.flatMap(\.properties), .past(fields))
    }

    /// The time of what the payload says of now.
    static func clock(_ channel: UInt8, _ type: UInt8) -> MilesightRecord {
        MilesightRecord(channel, type, size: 4, [], .clock)
    }

    /// A record whose size its bytes say.
    static func variable(
        _ channel: UInt8,
        _ type: UInt8,
        _ properties: [ObservedProperty],
        _ body: @escaping Body
    ) -> MilesightRecord {
        MilesightRecord(channel, type, size: nil, properties, .body(body))
    }

    private init(_ channel: UInt8, _ type: UInt8, size: Int?, _ properties: [ObservedProperty], _ content: Content) {
        key = UInt16(channel) << 8 | UInt16(type)
        self.size = size
        self.properties = properties
        self.content = content
    }

    /// Reads the value.
    func read(_ reader: inout ByteReader, _ readings: inout MilesightReadings) throws(DecodeError) {
        if let size { try reader.require(size) }
        switch content {
        case .current(let fields):
            for field in fields { try field.read(&reader, &readings.current) }
        case .past(let fields):
            var reading = ReadingBuilder(time: try MilesightRecord.time(&reader))
            for field in fields { try field.read(&reader, &reading) }
            readings.remember(reading)
        case .clock: readings.current.time = try MilesightRecord.time(&reader)
        case .body(let body): try body(&reader, &readings)
        }
    }

    /// Reads seconds since 1970.
    static func time(_ reader: inout ByteReader) throws(DecodeError) -> Timestamp {
        Timestamp(microseconds: Int64(try reader.littleEndian(4)) * 1_000_000)
    }
}
