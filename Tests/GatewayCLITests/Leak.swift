/// Looks for a secret in what a program says.
enum Leak {
    /// Whether eight digits in a row of the secret stand in the text, in either case.
    static func isIn(_ text: String, _ secret: String) -> Bool {
        let text = text.lowercased()
        let digits = Array(secret.lowercased())
        return (0...digits.count - 8).contains { text.contains(String(digits[$0..<$0 + 8])) }
    }
}
