import Observations

/// The models of Nwave: car counters (NCC) and parking sensors (NPS), flush (FM) or surface (SM) mounted.
enum NwaveModels {
    static let all: [DeviceModel] = [
        BuiltInModels.model("nwave/g4-ncc-fm", vectors: 7) { NwaveCarCounter.model($0, "Nwave G4 NCC FM car counter") },
        BuiltInModels.model("nwave/g4-ncc-sm", vectors: 3) { NwaveCarCounter.model($0, "Nwave G4 NCC SM car counter") },
        BuiltInModels.model("nwave/g4-nps-fm", vectors: 15) {
            NwaveParkingSensor.model($0, "Nwave G4 NPS FM parking sensor", .g4)
        },
        BuiltInModels.model("nwave/g4-nps-sm", vectors: 3) {
            NwaveParkingSensor.model($0, "Nwave G4 NPS SM parking sensor", .g4)
        },
        BuiltInModels.model("nwave/nps310sm", vectors: 6) {
            NwaveParkingSensor.model($0, "Nwave NPS310SM parking sensor", .g3)
        },
    ]

    /// Reads a firmware of three bytes and a reset cause.
    static func start(_ reader: inout ByteReader, _ reading: inout ReadingBuilder) throws(DecodeError) {
        let firmware = try reader.take(3).map { "\($0)" }
        reading.note("firmware", .string(firmware.joined(separator: ".")))
        reading.note("resetCause", .unsigned(UInt64(try reader.uint8())))
    }
}
