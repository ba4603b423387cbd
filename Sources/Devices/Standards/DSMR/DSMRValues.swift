import Observations

/// What the objects of a P1 telegram say, sorted into readings.
struct DSMRValues {
    /// The reading of the telegram's own time.
    var current = ReadingBuilder()

    private var history: [DecodedReading] = []
    private var meters: [DSMRSubMeter] = []

    /// What was read: what was logged and the meters on the M-Bus by their times, then the meter itself.
    var readings: [DecodedReading] {
        var current = current
        var others = history
        for meter in meters {
            if let reading = meter.reading { others.append(reading) } else { meter.add(to: &current) }
        }
        let sorted = others.enumerated().sorted { left, right in
            let (first, second) = (left.element.time?.microseconds ?? 0, right.element.time?.microseconds ?? 0)
            return first == second ? left.offset < right.offset : first < second
        }
        return sorted.map(\.element) + [current.reading]
    }

    /// Takes an object.
    mutating func add(_ object: DSMRObject) {
        let code = object.code
        switch (code.a, code.c) {
        case (0, 24) where code.b > 0: change(code.b) { $0.add(object) }
        case (0, 96) where code.b > 0 && code.d == 1: change(code.b) { $0.add(object) }
        case (0, 96) where code.d == 3 && code.e == 10: addRelay(object)
        case (0, _): addAbstract(object)
        case (1, 0) where code.isQuantity(0, 2, 8): current.note("version", .string(object.text(0)))
        case (1, 99) where code.isQuantity(99, 97, 0): addFailures(object)
        case (1, 31), (1, 51), (1, 71):
            if code.d == 4, code.e == 0, let limit = DSMRValues.value(of: object, 0, .currentLimit) {
                current.add(.currentLimit, limit, DSMRValues.phases[Int(code.c - 31) / 20])
            } else {
                addMeasured(object)
            }
        default: addMeasured(object)
        }
    }

    /// A number in the unit of a property, or nothing where the text is none or measures something else.
    static func value(of object: DSMRObject, _ group: Int, _ property: ObservedProperty) -> Double? {
        guard let (value, unit) = object.number(group), let target = property.unit else { return nil }
        guard let unit else { return target.code == "1" || target.code == "{events}" ? value : nil }
        return unit.convert(value, to: target)
    }

    private mutating func change(_ number: UInt8, _ body: (inout DSMRSubMeter) -> Void) {
        for index in meters.indices where meters[index].number == number { return body(&meters[index]) }
        meters.append(DSMRSubMeter(number: number))
        body(&meters[meters.count - 1])
    }

    private mutating func note(_ object: DSMRObject) {
        current.note(object.code.text, .string(object.groups.count == 1 ? object.text(0) : object.texts()))
    }

    private mutating func addMeasured(_ object: DSMRObject) {
        guard let meaning = OBISMeaning(object.code) else { return note(object) }
        if let value = DSMRValues.value(of: object, 0, meaning.property) {
            current.add(meaning.property, value, meaning.channel, meaning.kind)
        } else if object.time(0) != nil, let value = DSMRValues.value(of: object, 1, meaning.property) {
            current.add(meaning.property, value, meaning.channel, meaning.kind)
            current.note("\(object.code.text) time", .string(object.text(0)))
        } else if object.text(0).isEmpty {
            current.add(
                Observation(property: meaning.property, channel: meaning.channel, kind: meaning.kind, value: nil)
            )
        } else {
            note(object)
        }
    }

    private mutating func addRelay(_ object: DSMRObject) {
        guard let state = object.count(0) else { return note(object) }
        let number = Int(object.code.b)
        current.add(.relayClosed, state == 1, number == 0 ? nil : .numbered("relay", number))
        if state > 1 { note(object) }
    }

    private mutating func addAbstract(_ object: DSMRObject) {
        let code = object.code
        switch (code.c, code.d, code.e) {
        case (1, 0, 0):
            guard let time = object.time(0), current.time == nil else { return note(object) }
            current.time = time
        case (17, 0, 0):
            if let limit = DSMRValues.value(of: object, 0, .activePowerLimit) {
                current.add(.activePowerLimit, limit)
            } else if let limit = DSMRValues.value(of: object, 0, .currentLimit) {
                current.add(.currentLimit, limit)
            } else {
                note(object)
            }
        case (42, 0, 0): current.note("logicalDeviceName", .string(object.text(0)))
        case (96, 1, 0): current.note("serialNumber", .string(object.text(0)))
        case (96, 1, 1): current.note("equipmentId", .string(object.text(0)))
        case (96, 1, 4): current.note("version", .string(object.text(0)))
        case (96, 7, 9): addCount(.longPowerFailureCount, object)
        case (96, 7, 21): addCount(.powerFailureCount, object)
        case (96, 13, 0): addMessage("textMessage", object)
        case (96, 13, 1): addMessage("textMessageCode", object)
        case (96, 14, 0): addCount(.tariff, object)
        case (98, 1, 0): addMonths(object)
        default: note(object)
        }
    }

    private mutating func addCount(_ property: ObservedProperty, _ object: DSMRObject) {
        guard let count = object.count(0) else { return note(object) }
        current.add(property, Double(count), nil, property == .tariff ? .instant : .counter)
    }

    private mutating func addMessage(_ name: String, _ object: DSMRObject) {
        if !object.text(0).isEmpty { current.note(name, .string(object.text(0))) }
    }

    /// `(count)(0-0:96.7.19)` and for each failure `(end)(duration*s)`.
    private mutating func addFailures(_ object: DSMRObject) {
        for group in stride(from: 2, to: object.groups.count - 1, by: 2) {
            guard let time = object.time(group), let (seconds, _) = object.number(group + 1) else {
                return note(object)
            }
            let duration = Observation(.powerFailureDuration, seconds, kind: .delta)
            history.append(DecodedReading(time: time, observations: [duration]))
        }
    }

    /// Flanders: `(count)(1-0:1.6.0)(1-0:1.6.0)` and for each month `(its end)(time of the peak)(peak)`.
    private mutating func addMonths(_ object: DSMRObject) {
        guard object.time(0) == nil else { return addMonthEnd(object) }
        guard object.groups.count >= 3, object.groups.count.isMultiple(of: 3) else { return note(object) }
        for group in stride(from: 3, to: object.groups.count, by: 3) {
            guard let time = object.time(group),
                let peak = DSMRValues.value(of: object, group + 2, .activePowerMaximum)
            else { return note(object) }
            let parameter = Parameter(name: "1-0:1.6.0 time", value: .string(object.text(group + 1)))
            let observation = Observation(.activePowerMaximum, peak)
            history.append(DecodedReading(time: time, observations: [observation], parameters: [parameter]))
        }
    }

    /// Hungary: `(time)` and the meter's values at that time, always in this order.
    private mutating func addMonthEnd(_ object: DSMRObject) {
        var month = ReadingBuilder(time: object.time(0))
        for (index, code) in DSMRValues.monthEnd.enumerated() where index + 1 < object.groups.count {
            guard let meaning = OBISMeaning(code),
                let value = DSMRValues.value(of: object, index + 1, meaning.property)
            else { return note(object) }
            month.add(meaning.property, value, meaning.channel, meaning.kind)
        }
        if month.isEmpty { note(object) } else { history.append(month.reading) }
    }

    private static let phases: [Channel] = ["l1", "l2", "l3"]

    private static let monthEnd: [OBISCode] = [
        OBISCode(1, 0, 1, 8, 0), OBISCode(1, 0, 1, 8, 1), OBISCode(1, 0, 1, 8, 2), OBISCode(1, 0, 2, 8, 0),
        OBISCode(1, 0, 2, 8, 1), OBISCode(1, 0, 2, 8, 2), OBISCode(1, 0, 3, 8, 0), OBISCode(1, 0, 4, 8, 0),
        OBISCode(1, 0, 5, 8, 0), OBISCode(1, 0, 6, 8, 0), OBISCode(1, 0, 7, 8, 0), OBISCode(1, 0, 8, 8, 0),
        OBISCode(1, 0, 15, 8, 0), OBISCode(1, 0, 1, 6, 0), OBISCode(1, 0, 1, 6, 1), OBISCode(1, 0, 1, 6, 2),
        OBISCode(1, 0, 2, 6, 0), OBISCode(1, 0, 2, 6, 1), OBISCode(1, 0, 2, 6, 2),
    ]
}
