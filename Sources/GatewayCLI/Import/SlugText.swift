import Foundation

/// Makes a name that can stand in a topic of a name for people.
enum SlugText {
    /// Letters that are no base letter with a mark.
    private static let letters: [Character: String] = [
        "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i",
    ]

    /// `Cầu Thủ Ngữ (2)` as `cau-thu-ngu-2`; empty where nothing is left.
    static func slug(_ text: String) -> String {
        var slug = ""
        for character in text.lowercased() {
            for letter in letters[character] ?? String(character).decomposedStringWithCanonicalMapping {
                guard let scalar = letter.unicodeScalars.first, scalar.isASCII, letter.isLetter || letter.isNumber
                else {
                    if !slug.isEmpty, slug.last != "-" { slug.append("-") }
                    continue
                }
                slug.unicodeScalars.append(scalar)
            }
        }
        slug = String(slug.prefix(64))
        while slug.last == "-" { slug.removeLast() }
        return slug
    }
}
