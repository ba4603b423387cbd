import Observations

/// A data type of Cayenne's low power payload: how many bytes its value has and what it means.
struct CayenneType: Sendable {
    /// What to do with the value.
    enum Meaning: Sendable {
        /// A number with or without sign, over a divisor, on a channel of this kind.
        case number(ObservedProperty, isSigned: Bool, over: Double, StaticString = "ch", ObservationKind = .instant)
        /// Zero or not.
        case flag(ObservedProperty)
        /// Three signed numbers, one for each axis, over a divisor and times a factor.
        case axes(ObservedProperty, over: Double, times: Double)
        /// Red, green and blue.
        case colour
        /// Latitude, longitude and altitude.
        case position
        /// Seconds since 1970: when the values were measured.
        case time
    }

    /// The bytes of the value.
    let size: Int
    /// What they mean.
    let meaning: Meaning

    private init(_ size: Int, _ meaning: Meaning) {
        self.size = size
        self.meaning = meaning
    }

    /// What can be observed.
    var properties: [ObservedProperty] {
        switch meaning {
        case .number(let property, _, _, _, _), .flag(let property), .axes(let property, _, _): [property]
        case .position: [.latitude, .longitude, .altitude]
        case .colour, .time: []
        }
    }

    /// The types by their number; nothing where there is none.
    static let table: [CayenneType?] = {
        var table = [CayenneType?](repeating: nil, count: 256)
        for (number, type) in types { table[number] = type }
        return table
    }()

    private static let types: [(Int, CayenneType)] = [
        (0, CayenneType(1, .number(.digitalValue, isSigned: false, over: 1))),
        (1, CayenneType(1, .number(.digitalValue, isSigned: false, over: 1, "out"))),
        (2, CayenneType(2, .number(.analogValue, isSigned: true, over: 100))),
        (3, CayenneType(2, .number(.analogValue, isSigned: true, over: 100, "out"))),
        (100, CayenneType(4, .number(.analogValue, isSigned: false, over: 1, "generic"))),
        (101, CayenneType(2, .number(.illuminance, isSigned: false, over: 1))),
        (102, CayenneType(1, .flag(.occupied))),
        (103, CayenneType(2, .number(.airTemperature, isSigned: true, over: 10))),
        (104, CayenneType(1, .number(.relativeHumidity, isSigned: false, over: 2))),
        (113, CayenneType(6, .axes(.acceleration, over: 1000, times: 9.80665))),
        (115, CayenneType(2, .number(.airPressure, isSigned: false, over: 10))),
        (116, CayenneType(2, .number(.voltage, isSigned: false, over: 100))),
        (117, CayenneType(2, .number(.current, isSigned: false, over: 1000))),
        (118, CayenneType(4, .number(.frequency, isSigned: false, over: 1))),
        (120, CayenneType(1, .number(.percentage, isSigned: false, over: 1))),
        (121, CayenneType(2, .number(.altitude, isSigned: true, over: 1))),
        (125, CayenneType(2, .number(.gasConcentration, isSigned: false, over: 1))),
        (128, CayenneType(2, .number(.power, isSigned: false, over: 1))),
        (130, CayenneType(4, .number(.distance, isSigned: false, over: 1000))),
        (131, CayenneType(4, .number(.energy, isSigned: false, over: 1000, "ch", .counter))),
        (132, CayenneType(2, .number(.direction, isSigned: false, over: 1))),
        (133, CayenneType(4, .time)),
        (134, CayenneType(6, .axes(.angularVelocity, over: 100, times: 1))),
        (135, CayenneType(3, .colour)),
        (136, CayenneType(9, .position)),
        (142, CayenneType(1, .flag(.switchOn))),
    ]
}
