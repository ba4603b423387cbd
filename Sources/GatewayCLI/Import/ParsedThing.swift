import Observations
import Store

/// What a row's texts came to.
struct ParsedThing {
    /// The row as far as it could be read, to see what it would collide with; nothing without a name or hardware id.
    let row: ImportRow?
    /// Everything that is wrong with it.
    let faults: [ThingFault]
}
