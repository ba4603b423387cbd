import ArgumentParser
import Foundation
import Gateway
import Observations
import Store

/// The command `gateway device label THING...`.
struct DeviceLabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Make a label with a QR code for the device of a thing.",
        discussion: """
            The code says GW1:THING:CHECK; CHECK is 8 digits of a SHA-256 over agency and thing, so that a label that \
            was read or typed wrong is noticed. Nothing in it is secret, and the hardware id is not in it: the label \
            stays when the device is replaced. Names for people stand under the code of a drawing (svg), not of a \
            picture (png). Needs the program qrencode (apt-get install qrencode).

            \(Examples(
                "gateway device label aq-thu-dau-mot-03 > label.svg",
                "gateway device label aq-thu-dau-mot-03 --format png --output label.png",
                "gateway device label aq-1 aq-2 aq-3 --output labels/"
            ))
            """
    )

    /// How a label is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case svg
        case png
    }

    /// The pixels of one module: a label of 30 mm is printed with 250 dots an inch or more.
    private static let modulePixels = 8

    @Argument(help: "The things' names.", completion: .things) var things: [String]
    @Option(help: "How it is written.") var format = Format.svg
    @Option(
        help: ArgumentHelp(
            "Where to; standard output when left out. A directory for several things.",
            valueName: "file"
        ),
        completion: .file()
    )
    var output: String?
    @OptionGroup var file: ConfigurationOptions

    mutating func run() throws {
        let registry = try RegistryAccess.readable(file.load())
        let found = try things.map { try ThingName.registered($0, registry) }
        let isDirectory = output.map { $0.hasSuffix("/") || FileSystem.isDirectory($0) } ?? false
        guard found.count == 1 || isDirectory else {
            let message = "several labels go into a directory: --output DIRECTORY/"
            throw CommandFailure(status: .usage, message: message)
        }
        guard output != nil || format == .svg || isatty(STDOUT_FILENO) == 0 else {
            throw CommandFailure(status: .usage, message: "a picture is nothing for a terminal: --output FILE.png")
        }
        if let output, isDirectory { try FileSystem.makeDirectory(output, mode: 0o755) }
        for thing in found {
            let label = try bytes(of: thing)
            guard let output else {
                StandardOutput.write(label)
                continue
            }
            let slash = output.hasSuffix("/") ? "" : "/"
            let path = isDirectory ? "\(output)\(slash)\(thing.id).\(format.rawValue)" : output
            try FileSystem.replaceFile(path, label, mode: 0o644)
            StandardError.write("Wrote \(path).\n")
        }
    }

    private func bytes(of thing: Thing) throws -> [UInt8] {
        let text = ThingLabel(thing: thing.id, agency: thing.agency).text
        switch format {
        case .svg: return Array(LabelPicture.svg(thing, try QRCode().modules(text)).utf8)
        case .png: return try QRCode().png(text, modulePixels: DeviceLabelCommand.modulePixels)
        }
    }
}
