import Store

/// What to say when no gateway answers.
enum GatewayAbsence {
    /// Why nobody answered, and what to do next.
    static func reason(stateDirectory state: String) -> String {
        guard let holder = StateLock.holder(ofDirectory: state) else {
            return "no gateway runs on \(state); start it with `gateway run` or `systemctl start gateway`"
        }
        return "process \(holder) runs the gateway on \(state), and its socket does not answer this user"
    }

    static func failure(stateDirectory state: String) -> CommandFailure {
        CommandFailure(status: .unreachable, message: reason(stateDirectory: state))
    }
}
