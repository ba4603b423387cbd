/// Everything that keeps some texts from being a thing.
struct ThingFaults: Error, Hashable {
    let faults: [ThingFault]

    /// A line for each of them.
    var lines: [String] { faults.map { "\($0.column.name): \"\($0.value)\" \($0.reason)" } }

    /// How a command ends whose options are no thing: what was not done, and why.
    func failure(_ notDone: String) -> CommandFailure {
        CommandFailure(status: .usage, message: ([notDone] + lines).joined(separator: "\n"))
    }
}
