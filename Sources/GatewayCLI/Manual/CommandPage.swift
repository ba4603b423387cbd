import ArgumentParser
import Foundation

/// What help says of one command, as data: made from the commands themselves.
struct CommandPage: Decodable {
    /// An argument, option or flag.
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            /// As it is typed.
            var typed: String { kind == "long" ? "--\(name)" : "-\(name)" }
        }

        let kind: String
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?
    }

    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let arguments: [Argument]?
    let subcommands: [CommandPage]?

    /// The program with all its commands.
    static func program() throws -> CommandPage {
        struct Tool: Decodable { let command: CommandPage }
        return try JSONDecoder().decode(Tool.self, from: Data(GatewayCommand._dumpHelp().utf8)).command
    }

    /// Whether help lists it.
    var isShown: Bool { shouldDisplay ?? true }

    /// The command of this name inside this one.
    subscript(name: String) -> CommandPage? { subcommands?.first { $0.commandName == name } }
}
