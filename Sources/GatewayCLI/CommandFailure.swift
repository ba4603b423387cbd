/// Why a command ends without success: the status for scripts, and what is wrong, where, and what to do next for people.
struct CommandFailure: Error {
    let status: CommandStatus
    let message: String
}
