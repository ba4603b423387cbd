import Store

/// One row of a file of things.
struct ThingRow {
    /// The line on which it begins, from 1.
    let line: Int
    /// What it says, as far as it could be read.
    var row: ImportRow?
    /// The thing and the hardware as the row names them, for people.
    let thing: String
    let hardwareID: String
    /// What is wrong with it by itself.
    let faults: [ImportFault]
}
