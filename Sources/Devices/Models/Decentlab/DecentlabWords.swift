/// The words of one sensor of a Decentlab payload.
struct DecentlabWords: Sendable {
    let bytes: [UInt8]
    let start: Int

    /// One word.
    func word(_ index: Int) -> UInt16 {
        UInt16(bytes[start + 2 * index]) << 8 | UInt16(bytes[start + 2 * index + 1])
    }

    /// A word and the next one as one number, of which the next one is the higher half.
    func long(_ index: Int) -> UInt32 { UInt32(word(index)) | UInt32(word(index + 1)) << 16 }

    /// One word as a number to reckon with.
    subscript(index: Int) -> Double { Double(word(index)) }

    /// What a converter of 24 bits measured between two words, as a share of its reference: -1 up to 1.
    func share(_ index: Int) -> Double { Double(long(index)) / 8_388_608 - 1 }
}
