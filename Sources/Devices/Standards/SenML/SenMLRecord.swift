import Observations

/// One record of a SenML pack, with all base values worked in: it can stand alone.
struct SenMLRecord: Hashable, Sendable {
    /// What was measured.
    enum Value: Hashable, Sendable {
        /// A number in the record's unit.
        case number(Double)
        /// A text.
        case text(String)
        /// Yes or no.
        case boolean(Bool)
        /// Bytes, in SenML's base64 as JSON has them, or in hexadecimal digits where CBOR had them.
        case data(String)
    }

    /// The base name and the name.
    let name: String
    /// The unit by RFC 8428 or RFC 8798; none where none is given.
    let unit: String?
    /// When it was measured, or nothing where the pack means the moment in which it is read.
    let time: Timestamp?
    /// What was measured; nothing where the record has only a sum.
    let value: Value?
    /// The value integrated over time, in the unit times seconds.
    let sum: Double?
    /// Within how many seconds the next record will come.
    let updateTime: Double?
}
