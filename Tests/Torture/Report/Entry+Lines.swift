extension Entry {
    /// The row as a run prints it.
    var lines: [String] {
        var lines: [String] = []
        switch outcome {
        case .notRun(let why): lines.append("not run: \(why)")
        case .ran(let figures):
            lines.append(
                "cycles \(figures.cycles), published \(figures.published), acknowledged \(figures.acknowledged), "
                    + "released \(figures.released), received \(figures.received), lost \(figures.lost), "
                    + "missing \(figures.missing), copies \(figures.copies), duplicates \(figures.duplicates)"
                    + (figures.recovery.map { ", worst recovery \(Report.text($0))" } ?? "")
            )
            if figures.lostUpstream > 0 { lines.append("forgotten upstream: \(figures.lostUpstream)") }
            lines += figures.notes
            lines += figures.broken.map { "BROKEN: \($0)" }
        }
        switch control {
        case .failedAsItMust(_, let what): lines.append("control failed as it must: \(what)")
        case .didNotFail(let title, let what): lines.append("CONTROL DID NOT FAIL: \(title): \(what)")
        case .notRun(_, let why): lines.append("control not run: \(why)")
        }
        return lines
    }
}
