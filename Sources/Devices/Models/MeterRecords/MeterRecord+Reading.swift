import Observations

extension MeterRecord {
    /// Writes what the record says into a reading; whether it is known what that is.
    ///
    /// - Parameters:
    ///   - reading: where it goes.
    ///   - medium: what the meter counts.
    ///   - isDated: whether the reading is of the moment of the record's storage number, which then needs no channel.
    /// - Returns: whether the record is known.
    func add(to reading: inout ReadingBuilder, _ medium: MBusMedium, isDated: Bool = false) -> Bool {
        if addIdentity(to: &reading) { return true }
        guard record.storage <= MBusRecord.storageMax, record.tariff <= MBusRecord.tariffMax,
            let meaning = meaning(medium)
        else { return false }
        if case .profile = meaning.aspects.role { return false }
        // A module has no reason to send a record without data, unless it says why it has none.
        guard !record.value.isEmpty || meaning.aspects.isError else { return false }
        let storage = isDated ? 0 : record.storage
        guard let observation = observation(of: meaning, storage: storage) else { return false }
        reading.add(observation)
        return true
    }

    /// Meter's number, times and flags, which are no quantities.
    private func addIdentity(to reading: inout ReadingBuilder) -> Bool {
        switch (record.table, record.code, extensions.count) {
        case (.primary, 0x6C...0x6D, 0):
            let name = storage == 0 ? "meterTime" : "storage\(storage)Time"
            reading.note(name, .string(moment.map { "\($0)" } ?? "invalid"))
        case (.primary, 0x78, 0): reading.note("meterId", .string(digits))
        case (.primary, 0x79, 0) where data.count == 8:
            let bytes = Array(data)
            reading.note("meterId", .string(Hexadecimal.encode(bytes[0..<4].reversed())))
            reading.note("manufacturer", .string(MeterRecord.manufacturer(bytes[4], bytes[5])))
            reading.note("meterVersion", .unsigned(UInt64(bytes[6])))
            reading.note("meterMedium", .unsigned(UInt64(bytes[7])))
        case (.primary, 0x7A, 0): reading.note("meterAddress", .unsigned(unsigned))
        case (.second, 0x17, 0):
            reading.note("errorFlags", .unsigned(unsigned))
            reading.add(.deviceFault, unsigned != 0)
        case (.second, 0x0C, 0): reading.note("modelVersion", .string(digits))
        case (.second, 0x0D, 0): reading.note("hardwareVersion", .string(digits))
        case (.second, 0x0E, 0): reading.note("firmware", .string(digits))
        case (.second, 0x0F, 0): reading.note("softwareVersion", .string(digits))
        default: return false
        }
        return true
    }
}
