import Observations

/// Cayenne LPP, the low power payload of many makers: values one after another, each with its channel and type.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | channel, 0 to 255 |
/// | 1 | 1 | type: the IPSO object's number less 3200 |
/// | 2 | 1 to 9 | value, the highest byte first |
///
/// | type | bytes | meaning | unit of one step |
/// | --- | --- | --- | --- |
/// | 0, 1 | 1 | digital input, output | 1 |
/// | 2, 3 | 2, signed | analog input, output | 0.01 |
/// | 100 | 4 | generic sensor | 1 |
/// | 101 | 2 | illuminance | 1 lx |
/// | 102 | 1 | presence | not 0: yes |
/// | 103 | 2, signed | temperature | 0.1 Cel |
/// | 104 | 1 | humidity | 0.5 % |
/// | 113 | 3 × 2, signed | acceleration | 0.001 g |
/// | 115 | 2 | air pressure | 0.1 hPa |
/// | 116, 117 | 2 | voltage, current | 0.01 V, 0.001 A |
/// | 118 | 4 | frequency | 1 Hz |
/// | 120 | 1 | percentage | 1 % |
/// | 121 | 2, signed | altitude | 1 m |
/// | 125 | 2 | concentration | 1 ppm |
/// | 128 | 2 | power | 1 W |
/// | 130 | 4 | distance | 0.001 m |
/// | 131 | 4 | energy | 0.001 kW.h |
/// | 132 | 2 | direction | 1 deg |
/// | 133 | 4 | time of the values | seconds since 1970 |
/// | 134 | 3 × 2, signed | angular velocity | 0.01 deg/s |
/// | 135 | 3 | colour | red, green, blue |
/// | 136 | 3 × 3, signed | latitude, longitude, altitude | 0.0001 deg, 0.0001 deg, 0.01 m |
/// | 142 | 1 | switch | not 0: on |
///
/// A value of channel 3 is on the channel `ch-3`, an output's on `out-3`, a generic sensor's on `generic-3` and an axis's
/// on `ch-3-x`; a channel and type that comes again gets a number behind it. A colour is the parameter `colour3`. A value
/// of an unknown type ends the payload, since its size is unknown: what stands before is kept and the rest goes along as
/// the parameter `undecoded`; where nothing stands before, the payload is refused. The port is not looked at.
///
/// Source: myDevices, "Cayenne Low Power Payload" (docs.mydevices.com/docs/lorawan/cayenne-lpp); types 100, 116 to 133,
/// 135 and 142: ElectronicCats, CayenneLPP 1.4, README.
enum CayenneLPP {
    /// The longest payload; LoRaWAN's has 242 bytes.
    static let bytesMax = 255

    /// The model.
    static func model(_ id: ModelID) -> DeviceModel {
        DeviceModel(
            id: id,
            title: "Cayenne LPP, any sensor",
            domain: .environment,
            properties: properties,
            source: "myDevices, Cayenne Low Power Payload; ElectronicCats, CayenneLPP",
            decoder: { (payload, _) throws(DecodeError) in try decode(payload) }
        )
    }

    private static let properties: [ObservedProperty] = {
        var properties: [ObservedProperty] = []
        for type in CayenneType.table {
            for property in type?.properties ?? [] where !properties.contains(property) { properties.append(property) }
        }
        return properties
    }()

    private static func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        guard payload.count <= bytesMax else {
            throw .trailingBytes(offset: bytesMax, count: payload.count - bytesMax)
        }
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        var skipped = 0
        while reader.left > 0 {
            let offset = reader.offset
            let channel = Int(try reader.uint8())
            let number = try reader.uint8()
            guard let type = CayenneType.table[Int(number)] else {
                guard offset > 0 else { throw .unknownType(offset: 1, type: Int(number)) }
                reading.note("undecoded", .string(Hexadecimal.encode(payload[offset...])))
                skipped = 1
                break
            }
            try reader.require(type.size)
            try add(type, channel, &reader, &reading)
        }
        return Decoded(readings: [reading.reading], skippedFields: skipped)
    }

    private static func add(
        _ type: CayenneType,
        _ channel: Int,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        switch type.meaning {
        case .number(let property, let isSigned, let divisor, let name, let kind):
            let raw = try isSigned ? Double(reader.signedBigEndian(type.size)) : Double(reader.bigEndian(type.size))
            reading.add(property, raw / divisor, .numbered(name, channel), kind)
        case .flag(let property):
            reading.add(property, try reader.uint8() != 0, .numbered("ch", channel))
        case .axes(let property, let divisor, let factor):
            for axis in ["x", "y", "z"] {
                let raw = Double(try reader.int16())
                reading.add(property, raw * factor / divisor, try named("ch-\(channel)-\(axis)", reader))
            }
        case .position:
            let place = Channel.numbered("ch", channel)
            reading.add(.latitude, Double(try reader.signedBigEndian(3)) / 10_000, place)
            reading.add(.longitude, Double(try reader.signedBigEndian(3)) / 10_000, place)
            reading.add(.altitude, Double(try reader.signedBigEndian(3)) / 100, place)
        case .colour:
            reading.note("colour\(channel)", .string("#" + Hexadecimal.encode(try reader.take(3))))
        case .time:
            let seconds = try reader.bigEndian(4)
            if reading.time == nil {
                reading.time = Timestamp(seconds: Int64(seconds))
            } else {
                reading.note("time\(channel)", .unsigned(seconds))
            }
        }
    }

    private static func named(_ name: String, _ reader: ByteReader) throws(DecodeError) -> Channel {
        do throws(SlugError) { return try Channel(name) } catch {
            throw .invalidValue(offset: reader.offset, field: "channel")
        }
    }
}
