import Observations

/// The readings of a telegram in the making: the current one, and one for every storage whose date is known.
///
/// | value of a storage | where it goes |
/// | --- | --- |
/// | without a date that is sure | the current reading, on a channel of its storage |
/// | with a date | the reading of that date, on a channel without its storage |
/// | storage 1 or the newest with a date, a counter | both: who keeps nothing but the newest reading sees what is billed |
///
/// Storage 1 is what a meter kept at its due date, the newest what it kept at the end of the last month; the maker's own
/// formats have the same by other names.
struct MBusReadings {
    /// What the meter says of now.
    var current: ReadingBuilder
    /// How many records could not be read.
    var skippedFields = 0

    /// The storages' dates, where they are sure.
    private var dates: [(storage: Int, time: Timestamp)] = []
    /// The storage with the latest date.
    private var newest: (storage: Int, time: Timestamp)?
    private var historic: [(storage: Int, reading: ReadingBuilder)] = []
    private var earlier: [DecodedReading] = []

    let telegram: MBusTelegram
    let medium: MBusMedium
    /// What the maker means in a way of its own.
    let makerUnits: [MBusMakerUnit]?
    private let reference: Timestamp

    /// A reading that says which meter it is from and how it is.
    init(_ telegram: MBusTelegram, _ context: DecodingContext) {
        self.telegram = telegram
        reference = context.referenceTime
        medium = MBusMedium(deviceType: telegram.meter.deviceType)
        makerUnits = MBusMakerUnit.rows(of: telegram.meter.manufacturer)
        current = ReadingBuilder()
        current.reserveCapacity(observations: 16, parameters: 8)
        noteMeter()
        noteStatus()
    }

    /// The readings: the older first, the current one last.
    var readings: [DecodedReading] {
        var all = earlier
        for (storage, builder) in historic {
            guard !builder.isEmpty else { continue }
            var reading = builder.reading
            reading.time = date(of: storage)
            all.append(reading)
        }
        if all.count > 1 {
            let reference = reference
            all.sort { ($0.time ?? reference) < ($1.time ?? reference) }
        }
        all.append(current.reading)
        return all
    }

    /// Adds what was measured at a moment before.
    mutating func addEarlier(_ observations: [Observation], at time: Timestamp) {
        earlier.append(DecodedReading(time: time, observations: observations))
    }

    // MARK: Dates

    /// The date of a storage, where it is sure.
    func date(of storage: Int) -> Timestamp? {
        for date in dates where date.storage == storage { return date.time }
        return nil
    }

    /// Takes the dates of all storages from the records.
    mutating func takeDates(_ records: [MBusRecord]) {
        for record in records where record.isDate && record.storage > 0 && date(of: record.storage) == nil {
            guard let time = MBusTime.timestamp(telegram.bytes, record.value), isPast(time) else { continue }
            dates.append((record.storage, time))
            if newest.map({ time > $0.time }) ?? true { newest = (record.storage, time) }
        }
    }

    /// Whether a moment may be that of something stored: from 2000 on and not after today.
    func isPast(_ time: Timestamp) -> Bool {
        time.microseconds >= 946_684_800_000_000 && time.microseconds(since: reference) < 86_400_000_000
    }

    /// Whether a meter's clock agrees with the network's so well that it is no local time of another zone.
    func isNow(_ time: Timestamp) -> Bool {
        let ahead = time.microseconds(since: reference)
        return ahead <= 300_000_000 && ahead >= -1_800_000_000
    }

    // MARK: Observations

    /// Adds an observation of a storage whose date is known to the reading of that date; a counter that is billed is
    /// added to the current reading, too, on the channel of its storage.
    mutating func addStored(_ observation: Observation, storage: Int, channelOfStorage: @autoclosure () -> Channel?) {
        if storage == 1 || storage == newest?.storage, observation.kind == .counter {
            current.add(observation.moved(to: channelOfStorage()))
        }
        if let index = historic.firstIndex(where: { $0.storage == storage }) {
            historic[index].reading.add(observation)
        } else {
            var builder = ReadingBuilder()
            builder.add(observation)
            historic.append((storage, builder))
        }
    }

    private mutating func noteMeter() {
        let meter = telegram.meter
        if let address = telegram.busAddress { current.note("busAddress", .unsigned(UInt64(address))) }
        guard !telegram.isAnonymous else { return }
        current.note("meterId", .string(meter.numberText))
        current.note("manufacturer", .string(meter.manufacturerText))
        current.note("meterVersion", .unsigned(UInt64(meter.version)))
        if let name = MBusMedium.name(meter.deviceType) {
            current.note("medium", .string(name))
        } else {
            current.note("deviceType", .unsigned(UInt64(meter.deviceType)))
        }
        if let number = telegram.accessNumber { current.note("accessNumber", .unsigned(UInt64(number))) }
    }

    /// The header's status: bits 0–1 application (2 error, 3 alarm), 2 battery low, 3 permanent, 4 temporary error.
    private mutating func noteStatus() {
        guard let status = telegram.status else { return }
        current.add(.batteryLow, status & 0x04 != 0)
        current.add(.deviceFault, status & 0x08 != 0 || status & 0x03 == 2)
        if status & 0x10 != 0 { current.add(.deviceFault, true, "temporary") }
        if status & 0x03 == 3 { current.add(.alarmActive, true) }
        if status != 0 { current.note("status", .unsigned(UInt64(status))) }
    }
}
