import Observations

/// Records become observations and parameters.
extension MBusReadings {
    /// Adds all records of a telegram.
    mutating func add(_ records: [MBusRecord]) {
        takeDates(records)
        for record in records {
            // The telegram that a container carries has readings of its own.
            if !telegram.isWireless, record.isContainer { continue }
            add(record, of: records)
        }
        addTotalPower()
    }

    /// Adds the sum of the three phases' powers, of a meter that does not send it: what it took in all.
    ///
    /// The parameter `computed` says that the value is not the meter's own.
    private mutating func addTotalPower() {
        guard medium == .electricity else { return }
        var phases = 0
        var sum = 0.0
        for observation in current.observations where observation.property == .activePower {
            guard let channel = observation.channel else { return }
            guard channel == "l1" || channel == "l2" || channel == "l3" else { continue }
            guard case .number(let power) = observation.value, observation.quality == .good else { return }
            phases += 1
            sum += power
        }
        guard phases == 3 else { return }
        current.add(.activePower, sum)
        current.note("computed", .string("active_power"))
    }

    /// Adds what follows the records.
    mutating func finish(_ end: MBusRecordReader.End) throws(DecodeError) {
        switch end {
        case .data: return
        case .reserved(let range):
            current.note("undecoded", .string(Hexadecimal.encode(telegram.bytes[range])))
            skippedFields += 1
        case .manufacturer(let range, let isContinued):
            if isContinued { current.note("moreRecordsFollow", .boolean(true)) }
            guard !range.isEmpty else { return }
            if let decoder = MBusMakerDecoder.tailDecoder(for: telegram) { return try decoder(range, &self) }
            current.note("manufacturerData", .string(Hexadecimal.encode(telegram.bytes[range])))
        }
    }

    private mutating func add(_ record: MBusRecord, of records: [MBusRecord]) {
        let bytes = telegram.bytes
        let unit = MBusUnit.of(record)
        let aspects = MBusAspects(record, in: bytes)
        guard record.storage <= MBusRecord.storageMax, record.tariff <= MBusRecord.tariffMax else {
            return note(record, aspects)
        }
        // A record without data says nothing, unless it says why it has none.
        guard record.type != 0 && record.type != 8 || aspects.isError else { return }
        if addMakers(record) { return }
        switch unit.quantity {
        case .date, .dateTime: return addTime(record, aspects)
        case .errorFlags: return addErrorFlags(record)
        case .parameter:
            if record.table == .manufacturer || record.table == .text { return addUnnamed(record, aspects) }
            return note(record, aspects)
        default: break
        }
        guard let meaning = MBusMeaning(record, unit, aspects, medium) else { return note(record, aspects) }
        if case .profile(let isInverse) = aspects.role {
            return addProfile(meaning, isInverse: isInverse, of: records)
        }
        add(meaning)
    }

    private mutating func add(_ meaning: MBusMeaning) {
        let storage = meaning.record.storage
        let isStored = meaning.isPlain && date(of: storage) != nil
        guard let observation = meaning.observation(in: telegram.bytes, storage: isStored ? 0 : storage) else {
            return note(meaning.record, meaning.aspects)
        }
        guard isStored else { return current.add(observation) }
        addStored(observation, storage: storage, channelOfStorage: meaning.channel(storage: storage))
    }

    // MARK: Times

    private mutating func addTime(_ record: MBusRecord, _ aspects: MBusAspects) {
        guard record.value.count == 2 || record.value.count == 4 || record.value.count == 6 else {
            return note(record, aspects)
        }
        let time = MBusTime.timestamp(telegram.bytes, record.value)
        if record.isDate, record.storage > 0, time != nil, time == date(of: record.storage) { return }
        if record.isDate, record.storage == 0, let time, isNow(time), current.time == nil {
            return current.time = time
        }
        guard let time else { return }
        let isClock = record.isDate && record.storage == 0
        current.note(isClock ? "deviceTime" : name(record, aspects, "date"), .string(time.description))
    }

    // MARK: Error flags

    /// Every bit that is set is an error of the maker's own.
    private mutating func addErrorFlags(_ record: MBusRecord) {
        let value = MBusValue(record, in: telegram.bytes)
        guard case .integer(let flags) = value else { return note(record, MBusAspects(record, in: telegram.bytes)) }
        let channel = MBusChannel.of(
            (.errorFlags, nil, nil),
            tariff: record.tariff,
            subunit: record.subunit,
            storage: record.storage,
            record.function
        )
        current.add(Observation(.deviceFault, flags != 0, channel: channel))
        if flags != 0 { current.note("errorFlags", .unsigned(UInt64(bitPattern: flags))) }
    }

    // MARK: What has no property

    /// A quantity that the maker names in a text or by a code of its own.
    private mutating func addUnnamed(_ record: MBusRecord, _ aspects: MBusAspects) {
        let bytes = telegram.bytes
        guard let number = MBusValue(record, in: bytes).number, aspects.role == .value else {
            return note(record, aspects)
        }
        let scaled = MBusScale.shifted(number, aspects.exponent, over: 1)
        let what: String
        if record.table == .text {
            let text = MBusValue.text(bytes, record.text)
            if text == "%RH" || text == "%rH" { return current.add(.relativeHumidity, scaled) }
            if text == "CO2" { return current.add(.co2, scaled) }
            what = text
        } else {
            let codes = record.extensions.isEmpty ? record.vifAt..<record.vifAt + 1 : record.extensions
            what = "vif-" + Hexadecimal.encode(bytes[codes].map { $0 & 0x7F })
        }
        let place = MBusChannel.of(
            (nil, nil, nil),
            tariff: record.tariff,
            subunit: record.subunit,
            storage: record.storage,
            record.function
        )
        current.add(.analogValue, scaled, MBusChannel.named(place.map { "\(what)-\($0)" } ?? what))
    }

    /// Keeps a record that has no property as a parameter.
    mutating func note(_ record: MBusRecord, _ aspects: MBusAspects) {
        guard record.type != 0, record.type != 8 else { return }
        let name = name(record, aspects, MBusParameterName.of(record, in: telegram.bytes))
        if case .profile = aspects.role, record.type == 0xD {
            return current.note(name, .string(Hexadecimal.encode(telegram.bytes[record.value].dropFirst())))
        }
        switch MBusValue(record, in: telegram.bytes) {
        case .missing: return
        case .integer(let value): current.note(name, value < 0 ? .signed(value) : .unsigned(UInt64(value)))
        case .real(let value): current.note(name, .number(value))
        case .text(let text): current.note(name, .string(text))
        case .bytes(let range): current.note(name, .string(Hexadecimal.encode(telegram.bytes[range])))
        }
    }

    private func name(_ record: MBusRecord, _ aspects: MBusAspects, _ what: String) -> String {
        var name = what
        if aspects.isFuture { name += "Next" }
        if record.tariff > 0 { name += "Tariff\(record.tariff)" }
        if record.subunit > 0 { name += "Unit\(record.subunit)" }
        if record.storage > 0 { name += "Storage\(record.storage)" }
        switch record.function {
        case .instantaneous: break
        case .maximum: name += "Maximum"
        case .minimum: name += "Minimum"
        case .error: name += "Error"
        }
        return name
    }
}
