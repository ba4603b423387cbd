/// Why one value is not accepted, as the middle of a sentence that begins with the key.
struct SettingsProblem: Error {
    let text: String
}
