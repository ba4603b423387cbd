import Gateway

/// The page gateway(1): every command with its arguments and options, as help has them.
enum ProgramManual {
    static func page() throws -> String {
        let program = try CommandPage.program()
        var page = ManualPage("gateway", section: 1, version: GatewayVersion.current)
        page.heading("NAME")
        page.paragraphs("gateway - \(trimmed(program.abstract ?? ""))")
        page.heading("SYNOPSIS")
        page.paragraphs("gateway COMMAND [SUBCOMMAND] [OPTIONS]")
        page.heading("DESCRIPTION")
        page.paragraphs(program.discussion ?? "")
        page.paragraphs(
            """
            Most commands take --config FILE (\(GatewayConfiguration.standardPath)); listings take -o table, json, jsonl \
            or csv. Every command has --help, the program has --version.
            """
        )
        page.heading("COMMANDS")
        for command in commands(of: program, []) { add(command.page, command.path, to: &page) }
        page.heading("EXIT STATUS")
        for status in CommandStatus.allCases { page.item("\(status.rawValue)", status.meaning) }
        page.heading("FILES")
        for (path, meaning) in files { page.item(path, meaning) }
        page.heading("SEE ALSO")
        page.paragraphs("gateway.toml(5), mosquitto(8), mosquitto_pub(1), mosquitto_sub(1)")
        return page.text
    }

    private static let files = [
        (GatewayConfiguration.standardPath, "the configuration; see gateway.toml(5)"),
        ("/etc/gateway/models", "model files, one device model each"),
        ("/var/lib/gateway/buffer.db", "what waits for the uplink, the quarantine and the drop ledger"),
        ("/var/lib/gateway/registry.db", "things, keys of their devices, and makers' codecs"),
        ("/var/lib/gateway/gateway.sock", "where the running gateway answers commands"),
    ]

    /// The commands that help lists, depth first, each with its path.
    static func commands(of page: CommandPage, _ path: [String]) -> [(path: String, page: CommandPage)] {
        (page.subcommands ?? []).filter { $0.isShown && $0.commandName != "help" }.flatMap { command in
            let inner = path + [command.commandName]
            return [(inner.joined(separator: " "), command)] + commands(of: command, inner)
        }
    }

    private static func add(_ command: CommandPage, _ path: String, to page: inout ManualPage) {
        page.subheading("gateway \(path)")
        page.paragraphs(command.abstract ?? "")
        let usage = arguments(of: command).map(synopsis).joined(separator: " ")
        page.paragraphs("gateway \(path) \(command.subcommands == nil ? usage : "SUBCOMMAND")")
        page.paragraphs(command.discussion ?? "")
        for argument in arguments(of: command) { page.item(label(argument), meaning(argument)) }
    }

    private static func arguments(of command: CommandPage) -> [CommandPage.Argument] {
        (command.arguments ?? []).filter { argument in
            let names = (argument.names ?? []).map(\.name)
            return argument.shouldDisplay && !names.contains("help") && !names.contains("version")
        }
    }

    private static func value(_ argument: CommandPage.Argument) -> String {
        (argument.valueName ?? "value").uppercased()
    }

    /// As a synopsis has it.
    private static func synopsis(_ argument: CommandPage.Argument) -> String {
        let name = (argument.names ?? []).last?.typed
        let word =
            switch argument.kind {
            case "flag": name ?? ""
            case "option": "\(name ?? "") \(value(argument))"
            default: value(argument)
            }
        let repeated = word + (argument.isRepeating ? "..." : "")
        return argument.isOptional ? "[\(repeated)]" : repeated
    }

    private static func label(_ argument: CommandPage.Argument) -> String {
        let names = (argument.names ?? []).map(\.typed).joined(separator: ", ")
        switch argument.kind {
        case "flag": return names
        case "option": return "\(names) \(value(argument))"
        default: return value(argument)
        }
    }

    private static func meaning(_ argument: CommandPage.Argument) -> String {
        var words = argument.abstract ?? ""
        if let values = argument.allValues { words += " One of \(values.joined(separator: ", "))." }
        if let standard = argument.defaultValue { words += " Default: \(standard)." }
        return words
    }

    /// A sentence as the line of a name has it.
    private static func trimmed(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}
