import ArgumentParser
import Devices
import Observations

/// `gateway identify`: which model an unknown payload is likely to be of.
struct IdentifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify",
        abstract: "Rank the models that explain an unknown payload.",
        discussion: """
            A model is listed when it can read the payload. Evidence is how many bits of the payload could not be \
            otherwise for that model: check values, versions, types, values that are possible at all. Models that read \
            the payload alike share a line; siblings are models of the same maker that bytes alone do not tell from it: there \
            the label decides.

            \(Examples(
                "gateway identify --payload 0367b6000468a2 --port 85",
                "gateway identify --payload 0367b6000468a2 --limit 20 -o json"
            ))
            """
    )

    @Option(help: ArgumentHelp("The payload.", valueName: "hex")) var payload: String?
    @Option(help: ArgumentHelp("The payload of a device that sends text.", valueName: "text")) var text: String?
    @Option(help: "The LoRaWAN port.") var port: UInt8?
    @Option(help: "At most so many candidates.") var limit = 5
    @OptionGroup var models: ModelOptions
    @OptionGroup var listing: ListingOptions

    mutating func validate() throws {
        guard (payload == nil) != (text == nil) else { throw ValidationError("Give one of --payload and --text.") }
        guard limit > 0 else { throw ValidationError("--limit is 1 or more.") }
    }

    mutating func run() throws {
        let bytes = try payload.map { try HexadecimalOption.bytes($0, "--payload") } ?? Array((text ?? "").utf8)
        let identifier = PayloadIdentifier(try models.load().catalogue)
        let candidates = identifier.candidates(for: bytes, DecodingContext(port: port, receivedAt: .now))
        guard !candidates.isEmpty else {
            let message =
                "no model reads this payload; describe the device in a model file or install its maker's codec"
            throw CommandFailure(status: .notFound, message: message)
        }
        if !candidates[0].isConvincing {
            StandardError.write("The evidence is weak: almost any bytes would do. Try another payload of the device.\n")
        }
        let namesMax = listing.output == .table ? 2 : Int.max
        var rows = Listing("model", "bytes", "evidence", "plausible", "reads", "alike", "siblings")
        for candidate in candidates.prefix(limit) {
            rows.add(
                .text(candidate.models[0].id.description),
                .text("\(candidate.explainedBytes)/\(bytes.count)"),
                .integer(Int64(candidate.evidenceBits.rounded())),
                .number((candidate.plausibility * 100).rounded() / 100),
                .text(candidate.summary),
                .list(IdentifyCommand.names(candidate.models.dropFirst(), atMost: namesMax)),
                .list(IdentifyCommand.names(candidate.siblings[...], atMost: namesMax))
            )
        }
        listing.write(rows)
    }

    /// A number with its unit.
    fileprivate static func words(_ number: Double, _ property: ObservedProperty) -> String {
        let unit = Cell(unit: property.unit).plain
        return Cell.number(number).plain + (unit.isEmpty ? "" : " \(unit)")
    }

    /// Names of models; where they are too many, how many more there are.
    private static func names(_ models: ArraySlice<DeviceModel>, atMost limit: Int) -> [Cell] {
        let names = models.map { Cell.text($0.id.description) }
        guard names.count > limit else { return names }
        return names.prefix(limit) + [.text("\(names.count - limit) more")]
    }
}

extension ModelCandidate {
    /// What was read, in a few words.
    fileprivate var summary: String {
        guard let decoded else { return obstacle?.reason == .unknownFrameFormat ? "a compact frame" : "needs its key" }
        let observations = decoded.readings.last?.observations ?? []
        let words = observations.prefix(3).map { observation in
            let value: String =
                switch observation.value {
                case .number(let number): IdentifyCommand.words(number, observation.property)
                case .boolean(let boolean): boolean ? "yes" : "no"
                case .string(let text): text
                case nil: "none"
                }
            return "\(observation.property) \(value)"
        }
        guard !words.isEmpty else { return "settings" }
        let more = observations.count > words.count ? ", …" : ""
        return words.joined(separator: ", ") + more
    }
}
