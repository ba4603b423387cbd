import Testing

/// All tests of the target, one after the other: each has a broker of its own, and the machine may be small.
@Suite(.serialized)
enum MQTTTests {}
