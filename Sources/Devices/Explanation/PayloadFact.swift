public import Observations

/// The name of one thing that a payload says: what stays the same when its value changes.
public enum PayloadFact: Hashable, Sendable {
    /// When the reading was measured; readings count from 0.
    case time(reading: Int)
    /// An observation of a reading.
    case observation(reading: Int, property: ObservedProperty, channel: Channel?)
    /// A parameter of a reading.
    case parameter(reading: Int, name: String)
    /// How many fields of a model file were passed over.
    case skippedFields
    /// The layout that later, compact frames are read by.
    case frameFormat
}
