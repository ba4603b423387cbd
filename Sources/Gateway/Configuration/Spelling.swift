/// Finds the word that was probably meant.
public enum Spelling {
    /// The nearest of some words, when it is near enough to be a slip: a third of the letters, at least one.
    public static func nearest(to word: String, among words: [String]) -> String? {
        let limit = max(1, word.count / 3)
        return words.map { (word: $0, distance: distance($0, word)) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?
            .word
    }

    /// Letters to insert, remove, change or swap with their neighbour to make one word of the other.
    static func distance(_ first: String, _ second: String) -> Int {
        let (first, second) = (Array(first), Array(second))
        var before: [Int] = []
        var row = Array(0...second.count)
        for i in first.indices {
            var next = [i + 1]
            for j in second.indices {
                var least = min(row[j] + (first[i] == second[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
                if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                    least = min(least, before[j - 1] + 1)
                }
                next.append(least)
            }
            (before, row) = (row, next)
        }
        return row[second.count]
    }
}
