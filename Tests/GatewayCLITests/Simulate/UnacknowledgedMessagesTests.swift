import Testing

@testable import GatewayCLI

struct UnacknowledgedMessagesTests {
    private typealias Messages = UnacknowledgedMessages<Int, String>

    private func sent(_ messages: inout Messages, as identifier: Int) -> String? {
        let first = messages.first
        if first != nil { messages.firstWasSent(as: identifier) }
        return first
    }

    @Test func messagesAreSentInTheOrderOfTheirMaking() {
        var messages = Messages()
        for text in ["a", "b", "c"] { messages.add(text) }
        #expect((1...4).map { sent(&messages, as: $0) } == ["a", "b", "c", nil])
        #expect(messages.count == 3)
    }

    @Test func onlyAnAnswerLetsAMessageGo() {
        var messages = Messages()
        messages.add("a")
        #expect(messages.acknowledged(1) == nil)
        _ = sent(&messages, as: 1)
        #expect(messages.count == 1)
        #expect(messages.acknowledged(1) == "a")
        #expect(messages.acknowledged(1) == nil)
        #expect(messages.count == 0)
    }

    @Test func afterTheEndOfAConnectionItsMessagesComeFirstAndInOrder() {
        var messages = Messages()
        for text in ["a", "b", "c", "d", "e"] { messages.add(text) }
        for identifier in 1...4 { _ = sent(&messages, as: identifier) }
        #expect(messages.acknowledged(2) == "b")
        messages.connectionEnded()
        messages.add("f")
        #expect(messages.count == 5)
        #expect((1...5).map { sent(&messages, as: $0) } == ["a", "c", "d", "e", "f"])
    }

    @Test func anAnswerOfAnEndedConnectionAnswersNothing() {
        var messages = Messages()
        messages.add("a")
        _ = sent(&messages, as: 1)
        messages.connectionEnded()
        #expect(messages.acknowledged(1) == nil)
        #expect(messages.first == "a")
    }
}
