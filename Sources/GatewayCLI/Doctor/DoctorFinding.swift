/// What one check of `gateway doctor` has found.
struct DoctorFinding: Hashable {
    /// How it is.
    enum Verdict: String, Hashable {
        /// As it should be.
        case ok
        /// The gateway works, and something is not as it should be.
        case warn
        /// Something does not work, or readings are in danger.
        case fail = "FAIL"
        /// It could not be looked at; the text says why.
        case unseen = "not seen"
    }

    let section: String
    let check: String
    let verdict: Verdict
    let text: String
    /// What to do about it.
    let remedy: String?

    init(_ section: String, _ check: String, _ verdict: Verdict, _ text: String, remedy: String? = nil) {
        self.section = section
        self.check = check
        self.verdict = verdict
        self.text = text.replacing("\n", with: "; ")
        self.remedy = remedy
    }
}
