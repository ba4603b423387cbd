import Observations

extension MeterRecord {
    /// The highest storage number, tariff or subunit that is read: a channel has 64 bytes.
    private static let numberMax = 9999

    /// Writes what the record says into a reading; whether it is known what that is.
    ///
    /// - Parameters:
    ///   - reading: where it goes.
    ///   - medium: what the meter counts.
    ///   - isDated: whether the reading is of the moment of the record's storage number, which then needs no channel.
    /// - Returns: whether the record is known.
    func add(to reading: inout ReadingBuilder, _ medium: MeterMedium, isDated: Bool = false) -> Bool {
        if addIdentity(to: &reading) { return true }
        var modifiers = extensions
        let base: MeterScale?
        switch quantity {
        case 0x7B: base = modifiers.popFirst().flatMap { MeterScale.first($0 & 0x7F) }
        case 0x7D: base = modifiers.popFirst().flatMap { MeterScale.second($0 & 0x7F) }
        default: base = MeterScale.primary(quantity)
        }
        guard var scale = base else { return false }
        var isReverse = false
        var isAverage = false
        for modifier in modifiers {
            switch modifier & 0x7F {
            case 0x12: isAverage = true
            case 0x3A, 0x3B: continue
            case 0x3C: isReverse = true
            case 0x70...0x77: scale.exponent += Int(modifier & 7) - 6
            case 0x7D: scale.exponent += 3
            default: return false
            }
        }
        let property = medium.property(of: scale.quantity, isReverse: isReverse)
        let hasDirection = property != medium.property(of: scale.quantity, isReverse: false)
        let isNamed = isReverse && !hasDirection
        guard max(storage, tariff, subunit) <= MeterRecord.numberMax else { return false }
        let channel = channel(isReverse: isNamed, isAverage: isAverage, isDated: isDated)
        guard let number else {
            reading.addMissing(property, channel)
            return true
        }
        reading.add(property, scale.apply(number), channel, kind(of: scale.quantity), isFault: function == .error)
        return true
    }

    private func kind(of quantity: MeterScale.Quantity) -> ObservationKind {
        switch quantity {
        case .energy, .volume, .mass, .heatCost, .operatingTime:
            function == .instant || function == .error ? .counter : .instant
        default: .instant
        }
    }

    /// Meter's number, times and flags, which are no quantities.
    private func addIdentity(to reading: inout ReadingBuilder) -> Bool {
        switch (quantity, extensions.first) {
        case (0x6C, nil), (0x6D, nil):
            let name = storage == 0 ? "meterTime" : "storage\(storage)Time"
            reading.note(name, .string(moment.map { "\($0)" } ?? "invalid"))
        case (0x78, nil): reading.note("meterId", .string(digits))
        case (0x79, nil) where data.count == 8:
            let bytes = Array(data)
            reading.note("meterId", .string(Hexadecimal.encode(bytes[0..<4].reversed())))
            reading.note("manufacturer", .string(MeterRecord.manufacturer(bytes[4], bytes[5])))
            reading.note("meterVersion", .unsigned(UInt64(bytes[6])))
            reading.note("meterMedium", .unsigned(UInt64(bytes[7])))
        case (0x7A, nil): reading.note("meterAddress", .unsigned(unsigned))
        case (0x7D, 0x17?) where extensions.count == 1:
            reading.note("errorFlags", .unsigned(unsigned))
            reading.add(.deviceFault, unsigned != 0)
        case (0x7D, 0x0C?): reading.note("modelVersion", .string(digits))
        case (0x7D, 0x0D?): reading.note("hardwareVersion", .string(digits))
        case (0x7D, 0x0E?): reading.note("firmware", .string(digits))
        case (0x7D, 0x0F?): reading.note("softwareVersion", .string(digits))
        default: return false
        }
        return true
    }

    /// The three letters of a manufacturer's number: five bits each, `A` is 1.
    static func manufacturer(_ low: UInt8, _ high: UInt8) -> String {
        let code = UInt16(high) << 8 | UInt16(low)
        let letters = [code >> 10 & 31, code >> 5 & 31, code & 31].map { UInt8($0) + 64 }
        return String(decoding: letters, as: UTF8.self)
    }

    /// The record in hexadecimal digits from its first byte on.
    func text(in payload: [UInt8]) -> String { Hexadecimal.encode(payload[offset..<max(offset, data.endIndex)]) }

    /// What tells the record from others of its quantity, as `maximum-tariff-1`.
    private func channel(isReverse: Bool, isAverage: Bool, isDated: Bool) -> Channel? {
        let hasStorage = storage > 0 && !isDated
        if function == .instant, !isReverse, !isAverage, !hasStorage, subunit == 0 {
            return tariff > 0 ? .numbered("tariff", tariff) : nil
        }
        var parts: [String] = []
        if function == .maximum { parts.append("maximum") }
        if function == .minimum { parts.append("minimum") }
        if isReverse { parts.append("reverse") }
        if isAverage { parts.append("average") }
        if tariff > 0 { parts.append("tariff-\(tariff)") }
        if hasStorage { parts.append("storage-\(storage)") }
        if subunit > 0 { parts.append("unit-\(subunit)") }
        guard !parts.isEmpty else { return nil }
        do throws(SlugError) { return try Channel(parts.joined(separator: "-")) } catch { return nil }
    }
}
