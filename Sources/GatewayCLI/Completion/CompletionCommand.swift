import ArgumentParser

/// `gateway completion SHELL`: what a shell needs to complete this program's words.
struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the completion script of a shell: commands, options, things and models.",
        discussion: """
            `make install` puts the scripts where the shells look for them. Names of things come from the registry \
            while you type, and need permission to read it.

            \(Examples(
                "gateway completion bash > ~/.local/share/bash-completion/completions/gateway",
                "gateway completion zsh > ~/.zfunc/_gateway",
                "gateway completion fish > ~/.config/fish/completions/gateway.fish"
            ))
            """
    )

    /// The shells that are known.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash
        case zsh
        case fish

        /// What the parser calls it.
        fileprivate var kind: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "The shell.") var shell: Shell

    mutating func run() throws { StandardOutput.write(GatewayCommand.completionScript(for: shell.kind) + "\n") }
}
