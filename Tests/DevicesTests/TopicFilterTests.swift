import Devices
import Testing

/// Topic filters, as MQTT 5 section 4.7 has them.
struct TopicFilterTests {
    @Test(arguments: [
        ("sport/tennis/player1/#", "sport/tennis/player1", true),
        ("sport/tennis/player1/#", "sport/tennis/player1/ranking", true),
        ("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true),
        ("sport/#", "sport", true),
        ("sport/#", "sports", false),
        ("#", "sport/tennis", true),
        ("#", "/", true),
        ("sport/tennis/+", "sport/tennis/player1", true),
        ("sport/tennis/+", "sport/tennis/player1/ranking", false),
        ("sport/+", "sport", false),
        ("sport/+", "sport/", true),
        ("+/+", "/finance", true),
        ("/+", "/finance", true),
        ("+", "/finance", false),
        ("+", "finance", true),
        ("#", "$SYS/broker", false),
        ("+/monitor/Clients", "$SYS/monitor/Clients", false),
        ("+", "$SYS", false),
        ("$SYS/#", "$SYS/broker", true),
        ("$SYS/monitor/+", "$SYS/monitor/Clients", true),
        ("field/+/+/up", "field/air/dev-000123/up", true),
        ("field/+/+/up", "field/air/dev-000123/down", false),
        ("field/+/+/up", "field/air/dev-000123/up/", false),
        ("field/+/+/up", "field/air/dev-000123", false),
        ("ACCOUNTS", "Accounts", false),
        ("a//b", "a//b", true),
        ("a/+/b", "a//b", true),
        ("a", "a/", false),
        ("a/b", "a", false),
        ("application/+/device/+/event/+", "application/7/device/0102030405060708/event/up", true),
    ])
    func meansTheTopicsThatTheStandardSays(filter: String, topic: String, isMeant: Bool) throws {
        #expect(try TopicFilter(filter).matches(topic) == isMeant)
    }

    @Test func anEmptyTopicIsMeantByNothing() throws {
        #expect(try !TopicFilter("#").matches(""))
        #expect(try !TopicFilter("+").matches(""))
    }

    @Test(arguments: [
        ("", TopicFilterError.empty),
        ("sport/tennis#", .misplacedWildcard(level: 2)),
        ("sport/#/ranking", .misplacedWildcard(level: 2)),
        ("sport+", .misplacedWildcard(level: 1)),
        ("a/b+/c", .misplacedWildcard(level: 2)),
        ("##", .misplacedWildcard(level: 1)),
        ("a\u{0}b", .containsNUL),
        ("$share/group/a", .sharedSubscription),
        (String(repeating: "a", count: 65_536), .tooLong(bytes: 65_536)),
    ])
    func refusesWhatIsNoFilter(text: String, fault: TopicFilterError) {
        #expect(throws: fault) { try TopicFilter(text) }
    }
}
