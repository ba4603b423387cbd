import Observations

/// The payload of Milesight's LoRaWAN sensors: records one after another.
///
/// | offset | bytes | meaning |
/// | --- | --- | --- |
/// | 0 | 1 | channel: which sensor of the device; with the upper bit set an event of that sensor |
/// | 1 | 1 | type: what the value is |
/// | 2 | as the type says | value, the lowest byte first |
///
/// The same channel and type mean different things in different devices, so each model has a list of its records.
/// Channel `FF` is the device itself: what it says when it joins (`MilesightDeviceRecords`) and how it answers commands.
/// Channels `20` and `21` of type `CE` are records of its memory: seconds since 1970 in four bytes, then the values;
/// each becomes a reading of its own. Of some of them there are several sizes; the one is taken that the end or a known
/// record follows.
///
/// Answers to commands (`F8`, `F9`, `FE`, and `FF` of a type that is not in the list) end the payload as the parameter
/// `settings`. So does a record that is not known, as `undecoded`, since its size is unknown; where nothing stands
/// before it, the payload is refused.
///
/// Source: Milesight IoT, user guides of the models, "Device Payload"; Milesight-IoT/SensorDecoders, README of each model.
struct MilesightPayload: Sendable {
    /// Everything that its records can be observed as.
    let properties: [ObservedProperty]

    /// The records, sorted by their keys; of equal keys the model's own stand before those of every device.
    private let records: [MilesightRecord]
    private let keys: [UInt16]
    private let endsInText: Bool

    /// A payload of these records and those of every device, which may end in a text where the device passes texts on.
    init(_ records: [MilesightRecord], endsInText: Bool = false) {
        let all = records + MilesightDeviceRecords.all
        let order = all.indices.sorted { all[$0].key != all[$1].key ? all[$0].key < all[$1].key : $0 < $1 }
        self.records = order.map { all[$0] }
        self.endsInText = endsInText
        keys = order.map { all[$0].key }
        var properties: [ObservedProperty] = []
        for record in all {
            for property in record.properties where !properties.contains(property) { properties.append(property) }
        }
        self.properties = properties
    }

    /// Reads a payload.
    func decode(_ payload: [UInt8]) throws(DecodeError) -> Decoded {
        guard !payload.isEmpty else { throw .nothingFound(offset: 0) }
        var reader = ByteReader(payload)
        var readings = MilesightReadings()
        var skipped = 0
        while reader.left > 0 {
            let offset = reader.offset
            let key = try MilesightPayload.key(&reader)
            do throws(DecodeError) {
                try read(key, at: offset, &reader, &readings)
            } catch .unknownType(let place, let type) {
                guard !readings.isEmpty else { throw .unknownType(offset: place, type: type) }
                readings.current.note("undecoded", .string(Hexadecimal.encode(payload[offset...])))
                skipped += 1
                break
            }
        }
        return Decoded(readings: readings.inOrder, skippedFields: skipped)
    }

    private func read(
        _ key: UInt16,
        at offset: Int,
        _ reader: inout ByteReader,
        _ readings: inout MilesightReadings
    ) throws(DecodeError) {
        if let record = record(key, reader) { return try record.read(&reader, &readings) }
        switch key >> 8 {
        case 0xF8, 0xF9, 0xFE, 0xFF:
            readings.current.note("settings", .string(Hexadecimal.encode(reader.bytes[offset...])))
            _ = reader.rest()
        default:
            let rest = reader.bytes[offset...]
            guard endsInText, rest.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
                throw .unknownType(offset: offset, type: Int(key))
            }
            readings.current.note("message", .string(MilesightDeviceRecords.characters(rest)))
            _ = reader.rest()
        }
    }

    /// The record of a channel and type.
    ///
    /// Of several sizes the first is the model's own: it is taken where what follows may follow. Else the one that suits
    /// best is.
    private func record(_ key: UInt16, _ reader: ByteReader) -> MilesightRecord? {
        let first = place(of: key)
        guard first < keys.count, keys[first] == key else { return nil }
        var best = first
        var other = first + 1
        var bestFit: Fit?
        while other < keys.count, keys[other] == key {
            let fitOfBest = bestFit ?? fit(of: records[best], reader)
            if best == first, fitOfBest >= .knownRecordFollows { break }
            let fitOfOther = fit(of: records[other], reader)
            if fitOfOther > fitOfBest { best = other }
            bestFit = max(fitOfBest, fitOfOther)
            other += 1
        }
        return records[best]
    }

    /// Where a key stands, or would.
    private func place(of key: UInt16) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// How well a size suits what follows.
    private enum Fit: Int, Comparable {
        case tooLong
        case possible
        case knownRecordFollows
        case endOrMemoryFollows

        static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
    }

    private func fit(of record: MilesightRecord, _ reader: ByteReader) -> Fit {
        guard let size = record.size else { return .possible }
        guard size <= reader.left else { return .tooLong }
        let end = reader.offset + size
        guard end < reader.bytes.count else { return .endOrMemoryFollows }
        guard end + 1 < reader.bytes.count else { return .possible }
        let key = UInt16(reader.bytes[end]) << 8 | UInt16(reader.bytes[end + 1])
        if key == 0x20CE || key == 0x21CE { return .endOrMemoryFollows }
        let place = place(of: key)
        return place < keys.count && keys[place] == key ? .knownRecordFollows : .possible
    }

    private static func key(_ reader: inout ByteReader) throws(DecodeError) -> UInt16 {
        try reader.require(2)
        let channel = try reader.uint8()
        return UInt16(channel) << 8 | UInt16(try reader.uint8())
    }
}
