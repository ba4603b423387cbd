import Observations
import Store

/// A field message as it was received, with the readings that it became: kept once they are settled.
struct ArrivedMessage {
    let message: RawMessage
    /// Its readings, by their place in the arrivals; never empty.
    let readings: Range<Int>
}
