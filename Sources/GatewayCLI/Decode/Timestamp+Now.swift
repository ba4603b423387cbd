import Foundation
import Observations

extension Timestamp {
    /// The machine's clock.
    static var now: Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
}
