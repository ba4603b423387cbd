import Observations

/// The models of Lobaro.
///
/// | model, port | bytes |
/// | --- | --- |
/// | Oskar v2, 1 (7) | firmware:3, battery mV:2, temperature 0.1 Cel:2 |
/// | Oskar v2, 2 (5 and 8 each) | battery mV:2, temperature 0.1 Cel:2, a spare byte; echoes: distance mm:4, time of flight us:2, width, amplitude |
/// | Pressure 26D (6 or 8) | pressure bar, IEEE 754; temperature 0.01 Cel:2; newer: battery mV:2 |
/// | Environment, 1 (7) | firmware:3, temperature 0.1 Cel:2, battery mV:2 |
/// | Environment, 2 (12) | time s since 1970:5, error, humidity 0.1 %:2, temperature 0.1 Cel:2, pressure 0.1 hPa:2 |
///
/// Numbers of Oskar and Pressure have the lowest byte first, those of Environment the highest; temperatures have a sign. Of the
/// echoes of a bin the first on the list has no channel.
///
/// Source: Lobaro, "Usonic-Range" (github.com/lobaro/docs), "LoRaWAN Pressure Manual" 0.1.0, "Environment LoRaWAN"
/// (docs.lobaro.com).
enum LobaroModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("lobaro/environment", vectors: 4) {
            model(
                $0,
                "Lobaro Environment sensor",
                [.airTemperature, .relativeHumidity, .airPressure, .batteryVoltage, .deviceTemperature, .deviceFault],
                [1, 2],
                environment
            )
        },
        BuiltInModels.model("lobaro/oskar-v2", vectors: 4) {
            model(
                $0,
                "Lobaro Oskar v2 waste bin sensor",
                [.distance, .analogValue, .batteryVoltage, .deviceTemperature],
                [1, 2],
                oskar
            )
        },
        BuiltInModels.model("lobaro/pressure-26d", vectors: 4) {
            model($0, "Lobaro Pressure 26D", [.waterPressure, .waterTemperature, .batteryVoltage], [1], pressure)
        },
    ]

    private static func model(
        _ id: ModelID,
        _ title: String,
        _ properties: [ObservedProperty],
        _ ports: [UInt8],
        _ decoder: @escaping DeviceModel.Decoder
    ) -> DeviceModel {
        DeviceModel(
            id: id,
            title: title,
            domain: .environment,
            properties: properties,
            ports: ports,
            source: "Lobaro, manual of the sensor",
            decoder: decoder
        )
    }

    @Sendable private static func oskar(
        _ payload: [UInt8],
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let isStatus = context.port == 1 || (context.port != 2 && payload.count == 7)
        if isStatus { try firmware(&reader, &reading) }
        reading.add(.batteryVoltage, Double(try reader.littleEndian(2)) / 1000)
        reading.add(.deviceTemperature, Double(try reader.signedLittleEndian(2)) / 10)
        if !isStatus {
            try reader.skip(1)
            var number = 1
            while reader.left > 0 {
                let channel: Channel? = number == 1 ? nil : .numbered("echo", number)
                reading.add(.distance, Double(try reader.littleEndian(4)) / 1000, channel)
                try reader.skip(2)
                reading.add(.analogValue, Double(try reader.uint8()), .numbered("width", number))
                reading.add(.analogValue, Double(try reader.uint8()), .numbered("amplitude", number))
                number += 1
            }
            if number == 1 { reading.addMissing(.distance) }
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    @Sendable private static func pressure(_ payload: [UInt8], _: DecodingContext) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        let bar = Double(Float(bitPattern: UInt32(truncatingIfNeeded: try reader.littleEndian(4))))
        reading.add(.waterPressure, bar * 100)
        reading.add(.waterTemperature, Double(try reader.signedLittleEndian(2)) / 100)
        if reader.left > 0 { reading.add(.batteryVoltage, Double(try reader.littleEndian(2)) / 1000) }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    @Sendable private static func environment(
        _ payload: [UInt8],
        _ context: DecodingContext
    ) throws(DecodeError) -> Decoded {
        var reader = ByteReader(payload)
        var reading = ReadingBuilder()
        if context.port == 1 || (context.port != 2 && payload.count == 7) {
            try firmware(&reader, &reading)
            reading.add(.deviceTemperature, Double(try reader.int16()) / 10)
            reading.add(.batteryVoltage, Double(try reader.uint16()) / 1000)
        } else {
            let seconds = try reader.bigEndian(5)
            reading.time = seconds == 0 ? nil : Timestamp(seconds: Int64(seconds))
            let error = try reader.uint8()
            reading.add(.relativeHumidity, Double(try reader.uint16()) / 10, isFault: error != 0)
            reading.add(.airTemperature, Double(try reader.int16()) / 10, isFault: error != 0)
            reading.add(.airPressure, Double(try reader.uint16()) / 10, isFault: error != 0)
            reading.add(.deviceFault, error != 0)
        }
        try reader.finish()
        return Decoded(readings: [reading.reading])
    }

    private static func firmware(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let parts = try reader.take(3).map { "\($0)" }
        reading.note("firmware", .string(parts.joined(separator: ".")))
    }
}
