import ArgumentParser
import Devices
import Gateway
import Observations
import Store

/// `gateway device import FILE`: all rows or none, unless the rows that fit are asked for.
struct DeviceImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Register the things of a CSV or JSON file: all of them, or none.",
        discussion: """
            The first line of a CSV file names its columns, in any order: \
            \(ThingColumn.header.replacing(",", with: ", ")). A new thing needs thing, hardware_id, model and agency; \
            its name is the thing's when left out, its domain the model's. Others are ignored and named. Commas, \
            semicolons and tabs are read, and so are JSON Lines and what `device list -o json` and `device export` \
            write; The Things Stack's and ChirpStack's names are known (id, dev_eui, brand_id with model_id).

            An empty cell says nothing: a registered thing keeps what it has, and importing a file again changes \
            nothing. What differs is a conflict, or is changed with --update; hardware is only changed by \
            `device replace`. A key is hexadecimal; it is shown nowhere. Keep the file as you keep a password.

            Exit codes: 0 all rows are registered, 1 faults in the file, 4 conflicts with the registry, 6 only some \
            rows were taken (--partial). Without --partial nothing is registered unless everything is.

            \(Examples(
                "gateway device import things.csv --dry-run",
                "gateway device import things.csv",
                "gateway device import devices.csv --agency water-dept --model axioma/qalcosonic-w1 --thing-from name",
                "gateway device import tags.csv --update",
                "gateway device import things.csv --dry-run -o csv"
            ))
            """
    )

    @Argument(help: "The file; - reads standard input.", completion: .file(extensions: ["csv", "jsonl", "json"]))
    var source: String
    @Flag(help: "Only say what each row would do, and everything that is wrong.") var dryRun = false
    @Flag(help: "Take the rows that fit, and name the others; exit code 6.") var partial = false
    @Flag(help: "Change registered things where the file says something else.") var update = false
    @OptionGroup(title: "For cells that are empty") var defaults: ThingDefaultOptions
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var listing: ListingOptions

    /// The most faults and conflicts that are said; --dry-run lists all.
    private static let saidMax = 100

    mutating func validate() throws {
        guard dryRun || listing.output == .table else {
            throw ValidationError("-o is for --dry-run: an import itself writes no listing.")
        }
    }

    mutating func run() throws {
        let configuration = try file.load()
        let bytes = try FileSystem.read(source)
        let models = try file.models(of: configuration)
        let options = ImportOptions(updates: update, isPartial: partial)
        let interruption = Interruption()
        var bar = ProgressBar()
        defer { bar.end() }
        let things = try ThingFile(bytes, models: models, defaults: defaults.defaults(acceptsFragments: update)) {
            read in
            bar.show("Reading", read, of: bytes.count)
            try interruption.check(Self.stopped)
        }
        bar.end()
        if !things.ignored.isEmpty {
            let names = things.ignored.map { "\"\(DisplayText.printable($0))\"" }.joined(separator: ", ")
            StandardError.write("\(source): these columns are ignored: \(names)\n")
        }
        warnAboutKeys(things, models)
        let isTried = dryRun || !things.fileFaults.isEmpty || !partial && things.rows.contains { !$0.faults.isEmpty }
        let plan: ImportPlan
        if isTried {
            plan = try judged(things, options, configuration, interruption)
        } else {
            plan = try imported(things, options, configuration, interruption, &bar)
        }
        bar.end()
        if !isTried { UnknownSenders.tell(configuration) }
        try end(plan)
    }

    /// A key that no payload needs is a slip: a column that has moved, or a model that is another one.
    private func warnAboutKeys(_ things: ThingFile, _ models: ModelSource) {
        let registrations = things.rows.lazy.compactMap(\.row?.registration)
        let needless = registrations.filter { $0.key != nil && models.catalogue[$0.thing.model]?.usesKey == false }
        guard let first = needless.first else { return }
        let example = "\(first.thing.id), \(first.thing.model)"
        StandardError.write(
            "gateway: \(needless.count) keys are of models that need none, as \(example); they are kept\n"
        )
    }

    private static let stopped = "interrupted: nothing was registered, the registry is as it was"

    private func judged(
        _ things: ThingFile,
        _ options: ImportOptions,
        _ configuration: GatewayConfiguration,
        _ interruption: Interruption
    ) throws -> ImportPlan {
        let rows = things.rows.compactMap(\.row)
        guard let registry = try RegistryAccess.readable(configuration) else {
            let results = rows.map { $0.isWhole ? ImportResult.added : .notRegistered }
            return ImportPlan(things, results, options)
        }
        let results = try RegistryAccess.translating {
            try registry.judge(rows, updates: options.updates) { try interruption.check(Self.stopped) }
        }
        return ImportPlan(things, results, options)
    }

    private func imported(
        _ things: ThingFile,
        _ options: ImportOptions,
        _ configuration: GatewayConfiguration,
        _ interruption: Interruption,
        _ bar: inout ProgressBar
    ) throws -> ImportPlan {
        let good = things.rows.filter { $0.faults.isEmpty }
        let registry = try RegistryAccess.writable(configuration)
        var results: [ImportResult] = []
        results.reserveCapacity(good.count)
        do {
            try registry.importThings(good.lazy.compactMap(\.row), options) { result in
                results.append(result)
                bar.show("Registering", results.count, of: good.count)
                try interruption.check(Self.stopped)
            }
        } catch StoreError.conflicts {
            // The results say which.
        } catch let error as StoreError {
            throw CommandFailure(status: .failure, message: "nothing was registered: \(error.description)")
        }
        return ImportPlan(things.withoutFaultyDrafts, results, options)
    }

    /// Says what became of the file, and ends with its status.
    private func end(_ plan: ImportPlan) throws {
        if dryRun { listing.write(plan.listing) }
        let obstacles = plan.obstacles
        var words: [String] = []
        if !dryRun {
            words = obstacles.prefix(Self.saidMax).map { "\(source): \($0.words)" }
            let more = obstacles.count - words.count
            if more > 0 { words.append("and \(more) more; `--dry-run -o csv` lists all of them") }
        }
        let faults = "rows with faults: \(plan.faultyRows), conflicts with the registry: \(plan.report.refused)"
        switch plan.status {
        case .success:
            StandardError.write(
                dryRun ? "Nothing was changed; \(plan.summary(isDone: false)).\n" : "\(plan.summary(isDone: true)).\n"
            )
        case .partlyImported:
            let summary = dryRun ? "nothing was changed; \(plan.summary(isDone: false))" : plan.summary(isDone: true)
            throw CommandFailure(
                status: .partlyImported,
                message: ([summary + "; " + faults] + words).joined(separator: "\n")
            )
        default:
            let nothing = dryRun ? "nothing would be registered" : "nothing was registered"
            throw CommandFailure(
                status: plan.status,
                message: ([plan.obstructedRows == 0 ? nothing : "\(nothing); \(faults)"] + words).joined(
                    separator: "\n"
                )
            )
        }
    }
}
