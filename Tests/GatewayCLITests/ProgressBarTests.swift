import Testing

@testable import GatewayCLI

struct ProgressBarTests {
    @Test(arguments: [
        (0, 100, 40, "Registering [--------------------]   0%"),
        (50, 100, 40, "Registering [##########----------]  50%"),
        (100, 100, 40, "Registering [####################] 100%"), (7, 9, 17, "Registering  77%"), (1, 2, 6, "Regis"),
        (0, 0, 40, "Registering [####################] 100%"), (1, 2, 0, ""),
    ])
    func fitsTheTerminal(done: Int, total: Int, columns: Int, line: String) {
        let found = ProgressBar.line("Registering", done, of: total, columns: columns)
        #expect(found == line)
        #expect(DisplayText.width(found) <= max(0, columns - 1))
    }

    @Test func aWideTerminalIsNotFilled() {
        #expect(ProgressBar.line("R", 1, of: 2, columns: 300).count < 80)
    }
}
