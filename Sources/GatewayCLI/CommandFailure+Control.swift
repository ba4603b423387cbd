import Gateway

extension CommandFailure {
    /// What an error of the socket means for a command.
    init(_ error: ControlError, _ stateDirectory: String) {
        switch error {
        case .notRunning: self = GatewayAbsence.failure(stateDirectory: stateDirectory)
        case .refused(let sentence):
            let message = "the gateway on \(stateDirectory) answered: \(sentence)"
            self.init(status: .unreachable, message: message)
        case .notUnderstood(let version):
            let message =
                "the gateway on \(stateDirectory) is of \(version.map { "version \($0)" } ?? "another version") and answers "
                + "otherwise than this command (\(GatewayVersion.current)) can read; restart it: systemctl restart gateway"
            self.init(status: .failure, message: message)
        }
    }
}
