import Observations

/// Turns a model file's tables into plans and notes all that is wrong with them.
struct FieldMapCompiler {
    private let format: FieldMapFormat
    private(set) var tree = JSONPathTree()
    private(set) var faults: [FieldMapError.Fault] = []

    init(format: FieldMapFormat) { self.format = format }

    private struct Place {
        var slot = 0
        var bytes: BinaryField?
    }

    private mutating func fault(_ key: String, _ problem: String) {
        faults.append(FieldMapError.Fault(key: key, problem: problem))
    }

    /// The plan of the `time` table.
    mutating func plan(_ time: FieldMap.Time) -> TimePlan? {
        let place = place(of: time.source, in: "time")
        if case .binary = format, time.unit == .iso8601 {
            fault("time.unit", "is iso8601, but a binary payload has no text; use s, ms, us or ns")
        }
        if !(-86_400...86_400).contains(time.zoneSecondsEast) {
            fault("time.zone", "is more than a day away from UTC")
        }
        return TimePlan(
            unit: time.unit,
            zoneSecondsEast: time.zoneSecondsEast,
            slot: place.slot,
            bytes: place.bytes
        )
    }

    /// The plans of the `[[fields]]` tables.
    mutating func plans(_ fields: [FieldMap.Field]) -> [FieldPlan] {
        if fields.isEmpty { fault("fields", "is missing; a model observes at least one property") }
        if fields.count > FieldMap.fieldsMax { fault("fields", "are more than \(FieldMap.fieldsMax)") }
        var plans: [FieldPlan] = []
        var names: Set<String> = []
        for (index, field) in fields.enumerated() {
            let key = "fields[\(index)]"
            let place = place(of: field.source, in: key)
            if !names.insert("\(field.property)/\(field.channel ?? "")").inserted {
                fault(
                    "\(key).channel",
                    "repeats the property \(field.property) with the same channel; give each its own channel"
                )
            }
            guard let target = target(field, key) else { continue }
            plans.append(FieldPlan(target: target, slot: place.slot, bytes: place.bytes))
        }
        return plans
    }

    /// The plans of the `[[parameters]]` tables.
    mutating func plans(_ parameters: [FieldMap.ParameterField]) -> [ParameterPlan] {
        if parameters.count > FieldMap.fieldsMax { fault("parameters", "are more than \(FieldMap.fieldsMax)") }
        var plans: [ParameterPlan] = []
        var names: Set<String> = []
        for (index, parameter) in parameters.enumerated() {
            let key = "parameters[\(index)]"
            let place = place(of: parameter.source, in: key)
            if !(1...FieldMap.nameBytesMax).contains(parameter.name.utf8.count) {
                fault(
                    "\(key).name",
                    "has \(parameter.name.utf8.count) bytes; 1 to \(FieldMap.nameBytesMax) are allowed"
                )
            }
            if !names.insert(parameter.name).inserted { fault("\(key).name", "is there twice: \(parameter.name)") }
            plans.append(ParameterPlan(name: parameter.name, slot: place.slot, bytes: place.bytes))
        }
        return plans
    }

    private mutating func target(_ field: FieldMap.Field, _ key: String) -> FieldPlan.Target? {
        var channel: Channel?
        if let text = field.channel {
            do throws(SlugError) { channel = try Channel(text) } catch { fault("\(key).channel", error.description) }
        }
        if !field.scale.isFinite || field.scale == 0 { fault("\(key).scale", "is \(field.scale); use a number but 0") }
        if !field.add.isFinite { fault("\(key).add", "is \(field.add); use a number") }
        guard let property = ObservedProperty.named(field.property) else {
            fault("\(key).property", "is unknown: \(field.property)")
            return nil
        }
        let isText = property.valueType == .string
        if isText, field.scale != 1 || field.add != 0 {
            fault("\(key).scale", "has no meaning: the property \(field.property) is a text")
        }
        if isText, case .bytes = field.source {
            fault("\(key).property", "is a text, which a binary field cannot hold: \(field.property)")
        }
        let conversion = ValueConversion(scale: field.scale, add: field.add, unit: unitConversion(field, property, key))
        return FieldPlan.Target(property: property, channel: channel, kind: field.kind, conversion: conversion)
    }

    /// The way from the field's unit to the property's, where they differ.
    private mutating func unitConversion(
        _ field: FieldMap.Field,
        _ property: ObservedProperty,
        _ key: String
    ) -> UnitConversion? {
        guard let code = field.unit else { return nil }
        guard let unit = UnitOfMeasurement.named(code) else {
            fault("\(key).unit", "is unknown: \(code); write its UCUM code")
            return nil
        }
        guard let target = property.unit else {
            fault("\(key).unit", "has no meaning: the property \(field.property) has no unit")
            return nil
        }
        guard unit != target else { return nil }
        guard let conversion = UnitConversion(from: unit, to: target) else {
            fault("\(key).unit", "is \(code), which cannot be converted to \(target), the unit of \(field.property)")
            return nil
        }
        return conversion
    }

    private mutating func place(of source: FieldSource, in key: String) -> Place {
        switch (source, format) {
        case (.path(let text), .json):
            do throws(JSONPathError) {
                return Place(slot: tree.slot(for: try JSONPath(text)))
            } catch {
                fault("\(key).path", error.description)
            }
        case (.bytes(let offset, let type, let bits), .binary(let order)):
            if !(0...FieldMap.offsetMax).contains(offset) {
                fault("\(key).offset", "is \(offset); 0 to \(FieldMap.offsetMax) are allowed")
            }
            if let bits {
                let highest = 8 * type.byteCount - 1
                if type.isFloat { fault("\(key).bits", "cannot be taken from a \(type.rawValue)") }
                if bits.lowerBound < 0 || bits.upperBound > highest {
                    fault("\(key).bits", "are not all within 0 to \(highest), the bits of a \(type.rawValue)")
                }
            }
            return Place(bytes: BinaryField(offset: offset, type: type, order: order, bits: bits))
        case (.path, .binary): fault("\(key).path", "has no meaning in a binary payload; give offset and type")
        case (.bytes, .json): fault("\(key).offset", "has no meaning in a JSON payload; give a path")
        }
        return Place()
    }
}
