/// What a record's VIFE say about its quantity.
///
/// | VIFE | meaning |
/// | --- | --- |
/// | 01–1C | the meter's error report on this record, but 12 average, 13 1E 1F profiles, 14 deviation, 1D conformant |
/// | 20–38 | per second, per litre, times seconds, …: another quantity |
/// | 3A 3B 3C 3E | uncorrected, forward only, backward only, at base conditions |
/// | 40 48 | lower, upper limit; 41 49 times that it was exceeded; other 4x dates; 50–5F for how long |
/// | 60–67 | for how long; 6A 6B 6E 6F when; 68 6C value while a limit is exceeded; 69 leakage; 6D overflow |
/// | 70–77 7D | times 10^(n-6), times 1000 |
/// | 78–7B | plus 10^(n-3) |
/// | 7C | the next code is of a table of its own: 01–07 phases, 08–0B quadrants, … |
/// | 7E 7F | future value; what follows is the maker's |
///
/// Source: EN 13757-3:2018, combinable (orthogonal) VIFE codes and their extension table.
struct MBusAspects {
    /// What the number is.
    enum Role: Equatable {
        case value
        /// How often something happened.
        case count
        /// How long something lasted, in units of so many seconds.
        case duration(seconds: Double)
        /// When something happened.
        case time
        /// The same quantity at other times, one after another.
        case profile(isInverse: Bool)
        /// Something without a property.
        case other
    }

    private(set) var role = Role.value
    private(set) var exponent = 0
    private(set) var addition = 0.0
    private(set) var direction: MBusLabel?
    private(set) var phase: MBusLabel?
    private(set) var label: MBusLabel?
    /// Whether the meter reports an error instead of a value.
    private(set) var isError = false
    private(set) var isFuture = false
    /// Whether the quantity counts per time.
    private(set) var isPerTime = false
    /// Whether the quantity counts per pulse.
    private(set) var isPerPulse = false
    /// The maker's own code behind `FF`, where it is none of the phases.
    private(set) var makerCode: Int?

    /// What these say.
    init(
        direction: MBusLabel? = nil,
        phase: MBusLabel? = nil,
        label: MBusLabel? = nil,
        role: Role = .value
    ) {
        self.direction = direction
        self.phase = phase
        self.label = label
        self.role = role
    }

    /// Reads the VIFE of a record.
    init(_ record: MBusRecord, in bytes: [UInt8]) {
        guard record.table != .manufacturer else { return }
        var position = record.extensions.lowerBound
        let end = record.extensions.upperBound
        while position < end {
            let code = bytes[position] & 0x7F
            position += 1
            if code == 0x7F {
                guard position < end else { return }
                let own = bytes[position] & 0x7F
                phase = own <= 7 ? MBusLabel.phase(own) : nil
                if phase == nil, own != 0 { makerCode = Int(own) }
                return
            }
            if code == 0x7C {
                guard position < end else { return }
                readExtension(bytes[position] & 0x7F)
                position += 1
            } else {
                read(code)
            }
        }
    }

    private mutating func readExtension(_ code: UInt8) {
        if let known = MBusLabel.phase(code) {
            phase = known
        } else if code == 0x10 || code == 0x13 || code == 0x14 || code == 0x11 || code == 0x12 {
            return
        } else {
            role = .other
        }
    }

    private mutating func read(_ code: UInt8) {
        switch code {
        case 0x12: label = .average
        case 0x13: role = .profile(isInverse: true)
        case 0x1E, 0x1F: role = .profile(isInverse: false)
        case 0x14: (label, role) = (.deviation, .other)
        case 0x1D, 0x00: break
        case 0x01...0x1C: isError = true
        case 0x20...0x26: (label, isPerTime) = (MBusLabel.per(code), true)
        case 0x28...0x2B: (label, isPerPulse) = (MBusLabel.per(code), true)
        case 0x27...0x38: role = .other
        case 0x39: role = .time
        case 0x3A: direction = .uncorrected
        case 0x3B: direction = .forward
        case 0x3C: direction = .backward
        case 0x3E: direction = .base
        case 0x3D, 0x3F: break
        case 0x40...0x5F: readLimit(code)
        case 0x60...0x67: role = .duration(seconds: MBusAspects.seconds(code))
        case 0x68: label = .duringLowerLimit
        case 0x6C: label = .duringUpperLimit
        case 0x69: label = .leakage
        case 0x6D: label = .overflow
        case 0x6A, 0x6B, 0x6E, 0x6F: role = .time
        case 0x70...0x77: exponent += Int(code & 7) - 6
        case 0x78...0x7B: addition += [0.001, 0.01, 0.1, 1][Int(code & 3)]
        case 0x7D: exponent += 3
        case 0x7E: isFuture = true
        default: role = .other
        }
    }

    private mutating func readLimit(_ code: UInt8) {
        let isUpper = code & 0x08 != 0
        switch code {
        case 0x40, 0x48: label = isUpper ? .upperLimit : .lowerLimit
        case 0x41, 0x49: (role, label) = (.count, isUpper ? .aboveLimit : .belowLimit)
        case 0x50...0x5F:
            (role, label) = (.duration(seconds: MBusAspects.seconds(code)), isUpper ? .aboveLimit : .belowLimit)
        default: role = .time
        }
    }

    private static func seconds(_ code: UInt8) -> Double { [1, 60, 3600, 86_400][Int(code & 3)] }
}
