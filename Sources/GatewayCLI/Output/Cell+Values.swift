import Observations

extension Cell {
    /// A property's unit; nothing for plain numbers, whose UCUM code is 1.
    init(unit: UnitOfMeasurement?) { self.init(unit.flatMap { $0.code == "1" ? nil : $0.code }) }

    /// What was observed.
    init(_ value: Value?) {
        switch value {
        case .number(let number): self = .number(number)
        case .boolean(let boolean): self = .text(boolean ? "true" : "false")
        case .string(let text): self = .text(text)
        case nil: self = .none
        }
    }
}
