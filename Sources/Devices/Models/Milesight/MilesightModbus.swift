import Observations

/// A value that a Milesight controller has read from a Modbus device, the lowest byte first.
///
/// The owner says what it is; here it is a number of channel `modbus-1` and so on.
enum MilesightModbus {
    /// How a value is written.
    enum Kind {
        /// A coil or a discrete input: one byte.
        case bit
        /// A register: two bytes.
        case register
        /// Two registers: four bytes.
        case twoRegisters
        /// Two registers of which the first counts.
        case firstOfTwo
        /// Two registers of which the second counts.
        case secondOfTwo
        /// Two registers that are a floating-point number.
        case float
    }

    /// The kinds of the UC300: 0 coil, 1 discrete input, 2 and 3 registers, 4 and 6 two registers, 5 and 7 floating
    /// point, 8 and 10 the first of two, 9 and 11 the second.
    static func kindOfUC300(_ type: UInt8) -> Kind? {
        switch type {
        case 0, 1: .bit
        case 2, 3: .register
        case 4, 6: .twoRegisters
        case 5, 7: .float
        case 8, 10: .firstOfTwo
        case 9, 11: .secondOfTwo
        default: nil
        }
    }

    /// The kinds of the UC100: as those of the UC300, but of 8 to 11 the first of two registers counts.
    static func kindOfUC100(_ type: UInt8) -> Kind? {
        type == 9 || type == 11 ? .firstOfTwo : kindOfUC300(type)
    }

    /// The kinds in the memory of the UC100: 0 coil, 1 discrete input, then of inputs: 2 to 7 a number, 8 and 9 the first
    /// of two registers, 10 to 13 floating point; then the same of holding registers: 14 to 19; 20 and 21; 22 to 25.
    static func kindOfUC100Memory(_ type: UInt8) -> Kind? {
        switch type {
        case 0, 1: .bit
        case 2...7, 14...19: .twoRegisters
        case 8, 9, 20, 21: .firstOfTwo
        case 10...13, 22...25: .float
        default: nil
        }
    }

    /// How many bytes a value has where it is sent as short as it is.
    static func size(_ kind: Kind) -> Int {
        switch kind {
        case .bit: 1
        case .register: 2
        case .twoRegisters, .firstOfTwo, .secondOfTwo, .float: 4
        }
    }

    /// Reads a value of so many bytes, more than it needs where a memory keeps all in four, and adds it.
    ///
    /// The channel is the controller's number for it, from 1.
    static func read(
        _ kind: Kind,
        isSigned: Bool,
        channel: Int,
        width: Int,
        _ reader: inout ByteReader,
        _ reading: inout ReadingBuilder
    ) throws(DecodeError) {
        let bits = try reader.littleEndian(width)
        let number: Double =
            switch kind {
            case .bit: (isSigned ? MilesightFormat.i8 : .u8).number(bits & 0xFF)
            case .register, .firstOfTwo: (isSigned ? MilesightFormat.i16 : .u16).number(bits & 0xFFFF)
            case .secondOfTwo: (isSigned ? MilesightFormat.i16 : .u16).number(bits >> 16 & 0xFFFF)
            case .twoRegisters: (isSigned ? MilesightFormat.i32 : .u32).number(bits)
            case .float: MilesightFormat.float32.number(bits)
            }
        reading.addOnce(Observation(.analogValue, number, channel: .numbered("modbus", channel)))
    }

    /// The record that says that a value could not be read.
    static func failure(firstChannel: Int) -> MilesightRecord {
        MilesightRecord(
            0xFF,
            0x15,
            .bytes(1, [.analogValue]) { bytes, reading in
                let number = Int(bytes[bytes.startIndex]) - firstChannel + 1
                guard number > 0 else { return reading.note("unreadChannel", .signed(Int64(number))) }
                reading.addMissing(.analogValue, .numbered("modbus", number))
            }
        )
    }
}
