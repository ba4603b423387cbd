import ArgumentParser
import Devices
import Foundation
import Gateway
import Observations
import Store
import VendorCodecs

/// The command `gateway model add-codec FILE.js`.
struct ModelAddCodecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-codec",
        abstract: "Install a maker's payload codec (JavaScript) as a device model.",
        discussion: """
            The codec has a function decodeUplink, Decoder or Decode. It is run with the examples, and each field of its \
            answers is shown with the property that it is taken for, by its name and unit. Correct a field with --map:

              --map TempC_DS=water_temperature         --map battery=battery_voltage:mV
              --map ext.temp2=air_temperature@probe-2  --map total=water_volume:L#counter
              --map history.*.ts=time:s                --map status=-  (a parameter)

            What is not mapped goes along as a parameter. A running gateway uses the codec within a second. \
            `gateway model properties` lists the properties.

            \(Examples(
                "gateway model add-codec codec.js --id acme/air-1 \\\n--domain environment --examples examples.json",
                "gateway model add-codec codec.js --id acme/air-1 \\\n--domain environment --example 00d7b407 --port 2 \\\n--map BatV=battery_voltage --yes"
            ))
            """
    )

    @Argument(help: "The codec, JavaScript.", completion: .file(extensions: ["js"])) var codec: String
    @Option(help: "The model that it reads, vendor/model.") var id: String
    @Option(help: "traffic, environment or utility.", completion: .domains) var domain: String
    @Option(help: "A name for people; the id when left out.") var title: String?
    @Option(help: ArgumentHelp("A payload to run it with; may be repeated.", valueName: "hex")) var example: [String] =
        []
    @Option(help: "The LoRaWAN port of --example.") var port: UInt8?
    @Option(
        help: ArgumentHelp("A file of examples, as `gateway model test` reads them.", valueName: "file"),
        completion: .file()
    )
    var examples: String?
    @Option(help: ArgumentHelp("What a field means; may be repeated.", valueName: "field=property[:unit][@channel]"))
    var map: [String] = []
    @Flag(help: "Install it without a question.") var yes = false
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    mutating func run() throws {
        let configuration = try file.load()
        let (model, domain) = try named(ModelFile.readable(directory: configuration.devices.modelsDirectory).catalogue)
        let corrections = try map.map { text in
            guard let line = CodecMapLine(text) else {
                let message = "--map \(text): write FIELD=property[:unit][@channel][#counter], FIELD=time:s or FIELD=-"
                throw CommandFailure(status: .usage, message: message)
            }
            try refuseUnknownProperty(of: line, text)
            return line
        }
        let file = try CodecFile(codec)
        let program = file.program(model.description)
        let pool = try file.pool(for: program, worker: configuration.devices.codecWorker)
        let fields = try fields(program, pool)
        let lines = corrected(CodecGuess.lines(for: fields, domain: domain), by: corrections)
        let codecMap: CodecMap
        do {
            codecMap = try CodecMap(lines)
        } catch {
            throw CommandFailure(status: .usage, message: "nothing was installed; the map is not valid\n\(error)")
        }
        try refuseUnknownFields(of: corrections, fields)
        show(lines, fields)
        guard !codecMap.properties.isEmpty else {
            let message =
                "nothing was installed: no field is mapped to a property; add --example HEX --port N, or --map"
            throw CommandFailure(status: .usage, message: message)
        }
        guard try yes || isConfirmed(model) else {
            throw CommandFailure(
                status: .usage,
                message: "nothing was installed; add --yes, or correct a field with --map"
            )
        }
        let installed = InstalledCodec(
            model: model,
            title: title ?? model.description,
            domain: domain,
            source: program.source,
            digest: program.digest,
            map: codecMap.text,
            installed: .now
        )
        let registry = try RegistryAccess.writable(configuration)
        switch try RegistryAccess.translating({ try registry.install(installed) }) {
        case .added:
            StandardError.write("Installed the codec of \(model). Next: gateway device add … --model \(model)\n")
        case .replaced: StandardError.write("Replaced the codec of \(model).\n")
        case .unchanged: StandardError.write("The codec of \(model) is installed just so already.\n")
        }
    }

    private func named(_ others: ModelCatalogue) throws -> (ModelID, Domain) {
        guard let model = ModelID(id) else {
            throw CommandFailure(status: .usage, message: "--id \"\(id)\" is not vendor/model, both of a-z, 0-9 and -")
        }
        guard let domain = Domain(rawValue: domain) else {
            let message = "--domain \"\(domain)\" is not one of traffic, environment and utility"
            throw CommandFailure(status: .usage, message: message)
        }
        guard others[model] == nil else {
            let message = "the gateway has a model \(model) already, built in or from a model file; choose another --id"
            throw CommandFailure(status: .conflict, message: message)
        }
        return (model, domain)
    }

    /// The fields of the answers to all examples; without examples those that the text seems to have.
    private func fields(_ program: CodecProgram, _ pool: CodecPool) throws -> [CodecField] {
        var all = try example.enumerated().map { index, text in
            let digits = text.filter { $0 != " " && $0 != ":" }
            guard let payload = Hexadecimal.decode(digits) else {
                throw CommandFailure(status: .usage, message: "--example \"\(text)\" is not hexadecimal")
            }
            return CodecExample(name: "--example \(index + 1)", payload: payload, port: port)
        }
        if let examples { all += try CodecExample.load(examples) }
        var answers: [[UInt8]] = []
        for example in all {
            switch ModelTestCommand.answer(example, program, pool) {
            case .success(let json): answers.append(json)
            case .failure(let failure): StandardError.write("gateway: \(example.name): \(failure)\n")
            }
        }
        guard answers.isEmpty else { return try CodecField.all(in: answers) }
        StandardError.write(
            "gateway: without an example that it decodes, the fields are guessed from the codec's text\n"
        )
        return CodecField.written(in: program.source)
    }

    /// A property that the vocabulary does not have is a slip of the pen, too.
    private func refuseUnknownProperty(of line: CodecMapLine, _ text: String) throws {
        guard case .property(let target) = line.target, ObservedProperty.named(target.name) == nil else { return }
        let meant = Spelling.nearest(to: target.name, among: ObservedProperty.all.map(\.name))
        let hint = meant.map { "did you mean \($0)?" } ?? "see `gateway model properties`"
        let message = "--map \(text): there is no property \"\(target.name)\"; \(hint)"
        throw CommandFailure(status: .usage, message: message)
    }

    /// A field that no example has is a slip of the pen, unless nothing was tried: then it may be one.
    private func refuseUnknownFields(of corrections: [CodecMapLine], _ fields: [CodecField]) throws {
        guard !example.isEmpty || examples != nil else { return }
        let paths = fields.map(\.path)
        for path in corrections.map(\.path) where !path.contains("*") && !paths.contains(path) {
            let meant = Spelling.nearest(to: path, among: paths).map { "; did you mean \($0)?" } ?? ""
            let message = "nothing was installed; --map \"\(path)\": no example has this field\(meant)"
            throw CommandFailure(status: .usage, message: message)
        }
    }

    /// A correction replaces the guess for its field; a guess that would say the same as a correction gives way.
    private func corrected(_ guesses: [CodecMapLine], by corrections: [CodecMapLine]) -> [CodecMapLine] {
        let paths = Set(corrections.map(\.path))
        let targets = Set(corrections.map(\.target))
        return guesses.filter { !paths.contains($0.path) }.map { guess in
            guard guess.target != .parameter, targets.contains(guess.target) else { return guess }
            return CodecMapLine(path: guess.path, target: .parameter)
        } + corrections
    }

    private func show(_ lines: [CodecMapLine], _ fields: [CodecField]) {
        var rows = Listing("field", "example", "property", "unit", "channel", "kind")
        for line in lines {
            let sample = fields.first { $0.path == line.path }.map { Cell($0.sample) } ?? .none
            switch line.target {
            case .parameter: rows.add(.text(line.path), sample, .text("(parameter)"), .none, .none, .none)
            case .time(let unit):
                rows.add(.text(line.path), sample, .text("(time)"), .text(unit.rawValue), .none, .none)
            case .property(let property):
                let unit = property.unit ?? ObservedProperty.named(property.name)?.unit?.code
                rows.add(
                    .text(line.path),
                    sample,
                    .text(property.name),
                    Cell(unit),
                    Cell(property.channel),
                    .text(property.kind.rawValue)
                )
            }
        }
        listing.write(rows)
    }

    private func isConfirmed(_ model: ModelID) throws -> Bool {
        guard isatty(STDIN_FILENO) == 1 else { return false }
        StandardError.write("Install this codec as \(model)? [y/N] ")
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }
}

extension Cell {
    fileprivate init(_ sample: CodecField.Sample) {
        switch sample {
        case .number(let number): self = .number(number)
        case .boolean(let boolean): self = .text(boolean ? "true" : "false")
        case .text(let text): self = .text(text.count > 40 ? text.prefix(39) + "…" : text)
        case .null: self = .none
        }
    }
}
