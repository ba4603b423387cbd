import Observations
import Store

/// A field message of the batch that is to be kept, and what has to be settled before.
struct BatchMessage {
    let message: RawMessage
    /// Its readings.
    let readings: [ReadingID]
}
