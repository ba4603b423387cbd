import Observations

/// What kept messages say of their things: of each thing the newest, as only that one says how it is.
struct BelatedHearings {
    private var newest: [Slug: BelatedHearing] = [:]

    /// Whether nothing was heard.
    var isEmpty: Bool { newest.isEmpty }

    mutating func add(_ hearing: BelatedHearing) {
        if let known = newest[hearing.thing], known.received >= hearing.received { return }
        newest[hearing.thing] = hearing
    }

    mutating func add(_ others: BelatedHearings) { for hearing in others.newest.values { add(hearing) } }

    /// Takes some of them, in any order.
    mutating func take(_ countMax: Int = .max) -> [BelatedHearing] {
        let taken = Array(newest.values.prefix(countMax))
        if taken.count == newest.count {
            newest = [:]
        } else {
            for hearing in taken { newest[hearing.thing] = nil }
        }
        return taken
    }
}
