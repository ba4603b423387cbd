/// A kind of setting: which values it accepts, in words, and how one is read.
struct SettingsKind<Value> {
    let allowed: String
    let parse: (SettingsNode) throws(SettingsProblem) -> Value
}

extension SettingsKind {
    /// A kind that reads a text and answers nil for those it does not accept.
    static func text(_ allowed: String, _ parse: @escaping (String) -> Value?) -> SettingsKind {
        SettingsKind(allowed: allowed) { node throws(SettingsProblem) in
            guard case .string(let text) = node else { throw SettingsProblem(text: "is \(node.kind), not a text") }
            guard let value = parse(text) else { throw SettingsProblem(text: "\(node.excerpt) is not accepted") }
            return value
        }
    }

    /// A kind that reads a text and says itself what is wrong with those it does not accept.
    static func text<Problem: Error>(
        _ allowed: String,
        throwing parse: @escaping (String) throws(Problem) -> Value
    ) -> SettingsKind {
        SettingsKind(allowed: allowed) { node throws(SettingsProblem) in
            guard case .string(let text) = node else { throw SettingsProblem(text: "is \(node.kind), not a text") }
            do {
                return try parse(text)
            } catch {
                throw SettingsProblem(text: "\(node.excerpt) \(error)")
            }
        }
    }
}
