public import Observations

/// How a Sparkplug message comes to its reader, and when it was received.
public enum SparkplugHearing: Hashable, Sendable {
    /// From the field, at this time.
    case live(Timestamp)
    /// From the field, at a time that the calendar could not tell.
    case undated
    /// From where it was kept since this time.
    case again(Timestamp)

    /// Whether the message is one that was kept.
    var isAgain: Bool {
        if case .again = self { true } else { false }
    }

    /// Whether a birth that comes so takes the place of another one, which is known.
    func isNewer(than known: SparkplugHearing) -> Bool {
        switch (self, known) {
        case (.live, _), (.undated, _), (.again, .again): true
        case (.again(let received), .live(let heard)): received > heard
        case (.again, .undated): false
        }
    }

    /// Whether a message that comes so may belong to another birth than the one that is known.
    ///
    /// A message from the field belongs to the birth before it. One that was kept does so only if that birth was heard
    /// before it: every later birth would have taken its place.
    func isDoubtful(by birth: SparkplugHearing) -> Bool {
        switch (self, birth) {
        case (.live, _), (.undated, _): false
        case (.again(let received), .live(let heard)): heard > received
        case (.again, .undated), (.again, .again): true
        }
    }
}
