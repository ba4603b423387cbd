/// One line of the fault matrix: what is done to the product, and what it promises nevertheless.
struct Row: Sendable {
    let number: Int
    let title: String
    let injection: String
    /// What it promises beside the invariant of every row: all that the gateway released arrives, and nothing twice.
    var promise = ""
    var needs: [Tool] = []
    /// In which forms it runs; hours of one fault belong to the long form.
    var forms: [Form] = Form.allCases
    let run: @Sendable (Trial) throws -> Void
    let control: Control

    /// The same fault where the promise cannot hold: a run that loses nothing then would see no loss anywhere.
    struct Control: Sendable {
        let title: String
        var needs: [Tool] = []
        let run: @Sendable (Trial) throws -> Verdict

        /// What became of it.
        enum Verdict: Hashable, Sendable {
            case failedAsItMust(String)
            case didNotFail(String)
        }
    }
}

extension Row.Control {
    /// Where no gateway can be made to lose: the account itself is put to the test.
    static let oneTakenAway = Row.Control(title: "one reading that arrived is taken out of L3") { try $0.takeOneAway() }
}

extension Row.Control {
    /// The account must also see a reading that comes a second time.
    static let oneUnderTwoIDs = Row.Control(title: "one reading that arrived is written into L3 under a second id") {
        try $0.writeOneTwice()
    }
}
