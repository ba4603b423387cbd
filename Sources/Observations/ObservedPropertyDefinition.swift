/// A row of the table of properties.
struct ObservedPropertyDefinition: Sendable {
    /// The parts of city life that a property belongs to.
    struct Domains: OptionSet, Sendable {
        let rawValue: UInt8

        static let traffic = Domains(rawValue: 1)
        static let environment = Domains(rawValue: 2)
        static let utility = Domains(rawValue: 4)
        static let all: Domains = [.traffic, .environment, .utility]

        var set: Set<Domain> {
            Set(
                Domain.allCases.filter { domain in
                    switch domain {
                    case .traffic: contains(.traffic)
                    case .environment: contains(.environment)
                    case .utility: contains(.utility)
                    }
                }
            )
        }
    }

    let property: ObservedProperty
    let name: String
    let valueType: ValueType
    let unit: UnitOfMeasurement?
    let range: ClosedRange<Double>
    let domains: Domains
    private(set) var summary = ""
    /// How an observation of it begins: `{"property":"air_temperature"`.
    let jsonHead: [UInt8]
    /// What follows its value: `,"unit":"Cel"`, or nothing.
    let jsonUnit: [UInt8]

    /// A property that is a number.
    static func number(
        _ property: ObservedProperty,
        _ name: String,
        _ unitCode: String,
        _ lowest: Double,
        _ highest: Double,
        _ domains: Domains
    ) -> ObservedPropertyDefinition {
        guard let unit = UnitOfMeasurement.named(unitCode), unit.code == unitCode else {
            preconditionFailure("The unit \(unitCode) of \(name) is not in the table of units.")
        }
        return ObservedPropertyDefinition(property, name, .number, unit, lowest...highest, domains)
    }

    /// The same row with the sentence that says what the property is.
    func meaning(_ summary: String) -> ObservedPropertyDefinition {
        var row = self
        row.summary = summary
        return row
    }

    /// A property that is yes or no.
    static func boolean(
        _ property: ObservedProperty,
        _ name: String,
        _ domains: Domains
    ) -> ObservedPropertyDefinition {
        ObservedPropertyDefinition(property, name, .boolean, nil, 0...1, domains)
    }

    /// A property that is a text.
    static func string(
        _ property: ObservedProperty,
        _ name: String,
        _ domains: Domains
    ) -> ObservedPropertyDefinition {
        ObservedPropertyDefinition(property, name, .string, nil, 0...0, domains)
    }

    private init(
        _ property: ObservedProperty,
        _ name: String,
        _ valueType: ValueType,
        _ unit: UnitOfMeasurement?,
        _ range: ClosedRange<Double>,
        _ domains: Domains
    ) {
        self.property = property
        self.name = name
        self.valueType = valueType
        self.unit = unit
        self.range = range
        self.domains = domains
        jsonHead = Array("{\"property\":\"\(name)\"".utf8)
        jsonUnit = unit.map { Array(",\"unit\":\"\($0.code)\"".utf8) } ?? []
    }
}
