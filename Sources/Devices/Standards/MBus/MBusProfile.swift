import Observations

/// A compact profile: values of one quantity at regular times, in one record.
///
/// | byte | meaning |
/// | --- | --- |
/// | 0 | bits 6–7: 0 values, 1 increments, 2 decrements, 3 signed differences; bits 4–5: unit of the spacing (s, min, h, d); bits 0–3: type of a value |
/// | 1 | spacing: 1–250 units; with days 253 half a month, 254 a month |
/// | 2… | the values |
///
/// Times count from the date of the record's storage: forwards, in an inverse profile backwards. The first value lies one
/// step from it. Differences count from the value of the same storage. A difference of ones only, of a signed one the
/// lowest number, is not known: neither is what would follow from it.
///
/// Source: EN 13757-3:2018 annex F (compact profile).
struct MBusProfile {
    /// The most values of a profile that are read.
    static let valuesMax = 250

    private let bytes: [UInt8]
    private let record: MBusRecord
    private let isInverse: Bool
    private let control: UInt8
    private let spacing: UInt8
    private let size: Int

    /// The profile of a record; nothing where its value is none.
    init?(_ record: MBusRecord, isInverse: Bool, in bytes: [UInt8]) {
        let start = record.value.lowerBound + 1
        guard record.type == 0xD, record.value.count >= 3 else { return nil }
        size = MBusRecord.valueBytes(bytes[start] & 0x0F)
        guard size > 0 else { return nil }
        control = bytes[start]
        spacing = bytes[start + 1]
        self.bytes = bytes
        self.record = record
        self.isInverse = isInverse
    }

    /// The numbers that are known.
    ///
    /// - Parameter base: the value of the same storage, from which differences count.
    /// - Returns: each number with how many steps it lies from the storage's date.
    func numbers(base: Double?) -> [(step: Int, number: Double)] {
        var numbers: [(step: Int, number: Double)] = []
        var element = record
        element.type = control & 0x0F
        element.extensions = record.extensions.upperBound..<record.extensions.upperBound
        var last = base
        var step = 0
        var position = record.value.lowerBound + 3
        while position + size <= record.value.upperBound, step < MBusProfile.valuesMax {
            element.value = position..<position + size
            position += size
            step += 1
            if control >> 6 == 0 {
                if let number = MBusValue(element, in: bytes).number { numbers.append((step, number)) }
            } else {
                guard let known = last, let difference = difference(element) else { return numbers }
                let number = isInverse ? known - difference : known + difference
                numbers.append((step, number))
                last = number
            }
        }
        return numbers
    }

    /// By how much the quantity grew in one step.
    private func difference(_ element: MBusRecord) -> Double? {
        let isSigned = control >> 6 == 3
        if !isSigned, bytes[element.value].allSatisfy({ $0 == 0xFF }) { return nil }
        let value: MBusValue =
            element.type <= 7 && element.type != 5 && !isSigned
            ? .integer(bytes, element.value, isUnsigned: true) : MBusValue(element, in: bytes)
        return value.number.map { control >> 6 == 2 ? -$0 : $0 }
    }

    /// The moment that a step lies at, counted from the date of the storage; nothing for a spacing that has no moments.
    func moment(_ base: Timestamp, step: Int) -> Timestamp? {
        let step = isInverse ? -step : step
        if control >> 4 & 3 == 3, spacing == 254 { return MBusTime.monthsLater(base, step) }
        guard (1...250).contains(spacing) else { return nil }
        let seconds: [Int64] = [1, 60, 3600, 86_400]
        let unit = seconds[Int(control >> 4 & 3)]
        return base.advanced(byMicroseconds: Int64(step) * Int64(spacing) * unit * 1_000_000)
    }
}
