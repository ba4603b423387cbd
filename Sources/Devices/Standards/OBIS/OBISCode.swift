/// The name of a quantity in a meter by IEC 62056-61: `A-B:C.D.E*F`.
///
/// | group | meaning |
/// | --- | --- |
/// | A | medium: 0 abstract, 1 electricity, 4 heat cost, 6 heat, 7 gas, 8 cold and 9 hot water |
/// | B | channel of the meter |
/// | C | quantity, as active power import |
/// | D | how it was processed, as integrated over time |
/// | E | tariff and the like |
/// | F | billing period; 255: the running one |
struct OBISCode: Hashable, Sendable {
    let a: UInt8
    let b: UInt8
    let c: UInt8
    let d: UInt8
    let e: UInt8
    let f: UInt8

    /// A code by its groups.
    init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ e: UInt8, _ f: UInt8 = 255) {
        (self.a, self.b, self.c, self.d, self.e, self.f) = (a, b, c, d, e, f)
    }

    /// The code as people write it, with its last group unless that is 255.
    var text: String { "\(a)-\(b):\(c).\(d).\(e)" + (f == 255 ? "" : "*\(f)") }

    /// Whether the groups from C to E are these.
    func isQuantity(_ c: UInt8, _ d: UInt8, _ e: UInt8) -> Bool { self.c == c && self.d == d && self.e == e }
}
