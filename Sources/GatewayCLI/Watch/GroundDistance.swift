import Foundation
import Observations

/// How far two places are apart.
enum GroundDistance {
    /// Mean radius of the earth, in metres (IUGG).
    private static let radius = 6_371_008.8

    /// Metres along the ground (haversine; good to half a percent).
    static func metres(_ a: Location, _ b: Location) -> Double {
        let (latitudeA, latitudeB) = (a.latitude * .pi / 180, b.latitude * .pi / 180)
        let north = sin((latitudeB - latitudeA) / 2)
        let east = sin((b.longitude - a.longitude) * .pi / 360)
        let chord = north * north + cos(latitudeA) * cos(latitudeB) * east * east
        return 2 * radius * asin(min(1, chord.squareRoot()))
    }

    /// As people say it, as `40 m` or `12.3 km`.
    static func words(_ metres: Double) -> String {
        metres < 1_000 ? "\(Int(metres.rounded())) m" : "\((metres / 100).rounded() / 10) km"
    }
}
