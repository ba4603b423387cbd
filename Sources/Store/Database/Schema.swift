/// The tables of a file, as the steps that lead from an empty file to the newest version.
struct Schema: Sendable {
    /// Whose file it is (`PRAGMA application_id`).
    let applicationID: Int32
    /// Step `n` leads from version `n` to version `n + 1`; a step that was released never changes.
    let steps: [String]

    /// The newest version (`PRAGMA user_version`).
    var version: Int { steps.count }
}
