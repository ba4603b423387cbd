import Foundation
import Gateway

/// Says which command or option was probably meant by a command line that cannot be parsed.
enum Misspelling {
    /// What is wrong with a command or an option that does not exist; nothing when all of them do.
    static func failure(_ arguments: [String]) throws -> CommandFailure? {
        var page = try CommandPage.program()
        var path = [page.commandName]
        // `gateway help device list` names commands as well.
        var words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
        while let word = words.first, !word.hasPrefix("-") {
            guard let commands = page.subcommands, !commands.isEmpty else { break }
            guard let next = page[word] else { return unknownCommand(word, of: page, path) }
            page = next
            path.append(word)
            words = words.dropFirst()
        }
        for word in words.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
            let name = String(word.prefix { $0 != "=" })
            let names = (page.arguments ?? []).flatMap { $0.names ?? [] }.map(\.typed)
            if !names.contains(name), !name.hasPrefix("--experimental-"), name != "--generate-completion-script" {
                return unknownOption(name, among: names, path)
            }
        }
        return nil
    }

    /// The word that was probably meant: one that is spelt alike, or the only one that begins so.
    private static func nearest(to word: String, among names: [String]) -> String? {
        if let nearest = Spelling.nearest(to: word, among: names) { return nearest }
        let longer = names.filter { $0.hasPrefix(word) }
        return longer.count == 1 ? longer.first : nil
    }

    private static func unknownCommand(_ word: String, of page: CommandPage, _ path: [String]) -> CommandFailure {
        let command = path.joined(separator: " ")
        let names = (page.subcommands ?? []).filter(\.isShown).map(\.commandName)
        let meant = nearest(to: word, among: names)
        let hint = meant.map { "did you mean `\(command) \($0)`?" } ?? "there are \(names.joined(separator: ", "))"
        return CommandFailure(
            status: .usage,
            message:
                "there is no command `\(command) \(DisplayText.printable(word))`; \(hint)\nSee `\(command) --help`."
        )
    }

    private static func unknownOption(_ name: String, among names: [String], _ path: [String]) -> CommandFailure {
        let command = path.joined(separator: " ")
        let meant = nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
        return CommandFailure(
            status: .usage,
            message: "`\(command)` has no option \(DisplayText.printable(name))\(meant)\nSee `\(command) --help`."
        )
    }
}
