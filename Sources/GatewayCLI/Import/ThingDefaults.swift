/// What stands for cells that a row leaves empty.
struct ThingDefaults {
    /// Where a thing's own name comes from when a row has none.
    enum NameSource: String, CaseIterable {
        /// The name for people: `Cầu Thủ Ngữ` becomes `cau-thu-ngu`.
        case name
        /// The hardware id, in lower case.
        case hardwareID = "hardware-id"
    }

    /// The text of a column, by its column.
    var texts: [ThingColumn: String] = [:]
    /// Where a thing's own name comes from; nothing: every row needs one.
    var thing: NameSource?
    /// Whether a row may leave out what a new thing needs, as it may be one that is registered.
    var acceptsFragments = false
}
