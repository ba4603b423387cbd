/// The fields of one record of a pack as they are written.
struct SenMLFields {
    /// A field of a record, by its label in CBOR.
    enum Label: Int64 {
        /// Base version, `bver`.
        case baseVersion = -1
        /// Base name, `bn`.
        case baseName = -2
        /// Base time, `bt`.
        case baseTime = -3
        /// Base unit, `bu`.
        case baseUnit = -4
        /// Base value, `bv`.
        case baseValue = -5
        /// Base sum, `bs`.
        case baseSum = -6
        /// Name, `n`.
        case name = 0
        /// Unit, `u`.
        case unit = 1
        /// Value, `v`.
        case value = 2
        /// Text, `vs`.
        case text = 3
        /// Yes or no, `vb`.
        case boolean = 4
        /// Sum, `s`.
        case sum = 5
        /// Time, `t`.
        case time = 6
        /// Update time, `ut`.
        case updateTime = 7
        /// Bytes, `vd`.
        case data = 8
    }

    var baseVersion: Double?
    var baseName: String?
    var baseTime: Double?
    var baseUnit: String?
    var baseValue: Double?
    var baseSum: Double?
    var name: String?
    var unit: String?
    var value: SenMLRecord.Value?
    var sum: Double?
    var time: Double?
    var updateTime: Double?

    /// Takes a number.
    mutating func set(_ label: Label, number: Double, at offset: Int) throws(DecodeError) {
        switch label {
        case .baseVersion: baseVersion = number
        case .baseTime: baseTime = number
        case .baseValue: baseValue = number
        case .baseSum: baseSum = number
        case .value: try set(.number(number), at: offset)
        case .sum: sum = number
        case .time: time = number
        case .updateTime: updateTime = number
        default: throw .invalidValue(offset: offset, field: "\(label)")
        }
    }

    /// Takes a text.
    mutating func set(_ label: Label, text: String, at offset: Int) throws(DecodeError) {
        switch label {
        case .baseName: baseName = text
        case .baseUnit: baseUnit = text
        case .name: name = text
        case .unit: unit = text
        case .text: try set(.text(text), at: offset)
        case .data: try set(.data(text), at: offset)
        default: throw .invalidValue(offset: offset, field: "\(label)")
        }
    }

    /// Takes a yes or no.
    mutating func set(_ label: Label, boolean: Bool, at offset: Int) throws(DecodeError) {
        guard label == .boolean else { throw .invalidValue(offset: offset, field: "\(label)") }
        try set(.boolean(boolean), at: offset)
    }

    private mutating func set(_ new: SenMLRecord.Value, at offset: Int) throws(DecodeError) {
        guard value == nil else { throw .invalidValue(offset: offset, field: "second value") }
        value = new
    }
}
