import Observations

/// The lines of a codec's map that make one reading, ready to be applied.
struct CodecMapGroup: Sendable {
    private(set) var targets: [String: FieldPlan.Target] = [:]
    private(set) var times: [String: TimePlan] = [:]

    /// Checks the lines; the keys of faults are their paths.
    init(_ lines: [CodecMapLine]) throws(FieldMapError) {
        var faults: [FieldMapError.Fault] = []
        var names: Set<String> = []
        for line in lines {
            var compiler = FieldMapCompiler(format: .json)
            switch line.target {
            case .parameter: continue
            case .time(let unit):
                times[line.path] = compiler.plan(FieldMap.Time(source: .path(line.path), unit: unit))
            case .property(let property):
                if !names.insert("\(property.name)/\(property.channel ?? "")").inserted {
                    let problem = "repeats the property \(property.name) with the same channel; add @channel"
                    faults.append(FieldMapError.Fault(key: line.path, problem: problem))
                }
                let field = FieldMap.Field(
                    source: .path(line.path),
                    property: property.name,
                    channel: property.channel,
                    unit: property.unit,
                    kind: property.kind
                )
                targets[line.path] = compiler.plans([field]).first?.target
            }
            faults += compiler.faults.map { fault in
                let part = fault.key.split(separator: ".").last.map(String.init) ?? fault.key
                return FieldMapError.Fault(key: line.path, problem: "\(part) \(fault.problem)")
            }
        }
        guard faults.isEmpty else { throw FieldMapError(faults: faults) }
    }
}
