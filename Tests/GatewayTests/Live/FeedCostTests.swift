import Foundation
import Glibc
import MQTT
import Observations
import Store
import Testing

@testable import Gateway

/// What the feed costs the loop: processor time of its thread per reading, decoding and feed together.
///
/// `FEED_MESSAGES=100000` measures longer; the shares are printed.
@Suite(.serialized) struct FeedCostTests {
    private static let messages = ProcessInfo.processInfo.environment["FEED_MESSAGES"].flatMap(Int.init) ?? 4_000

    private static func threadMicroseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }

    /// Microseconds of the loop's thread per reading, with so many followers that read as fast as they can.
    private static func cost(followers count: Int, _ filter: LiveFilter) throws -> Double {
        let feed = LiveFeed(mailbox: Mailbox(wakeUp: try WakeUp()))
        let subscribers = try (0..<count).map { _ in try feed.subscribe(filter) }
        let isOver = DispatchSemaphore(value: 0)
        for subscriber in subscribers {
            Thread {
                var lines: [UInt8] = []
                while isOver.wait(timeout: .now() + .milliseconds(1)) == .timedOut {
                    lines.removeAll(keepingCapacity: true)
                    for event in subscriber.take().events { event.writeLine(to: &lines) }
                }
            }.start()
        }
        defer { for _ in subscribers { isOver.signal() } }
        var intake = try IntakeTests.intake()
        var arrivals = Arrivals()
        var journal: [SettledReading]? = nil
        let start = threadMicroseconds()
        for number in 0..<messages {
            let payload = #"{"ts":1795392000,"temp":\#(20 + number % 10).5,"hum":60,"seq":\#(number)}"#
            let topic = Array("field/environment/timed-1/up".utf8)
            let message = InboundMessage(topic: topic, payload: Array(payload.utf8), isRetained: false)
            let wall = GatewayVersion.released.advanced(byMicroseconds: Int64(number) * 1_000)
            let now = Moment(steady: SteadyInstant(microseconds: Int64(number) * 1_000), wall: wall)
            intake.receive(message, at: now, into: &arrivals)
            for reading in arrivals.readings {
                journal?.append(SettledReading(reading: reading, outcome: .forwarded))
            }
            arrivals.removeAll()
            guard number % 32 == 31 else { continue }
            guard feed.isFollowed else { continue }
            let events = (journal ?? []).map { settled in
                LiveEvent.reading(settled, hardwareID: intake.health[settled.reading.thing]?.last.hardwareID)
            }
            feed.tell(events, at: now)
            journal = []
        }
        return (threadMicroseconds() - start) / Double(messages)
    }

    @Test func threeFollowersCostTheLoopLessThanTheDecoding() throws {
        _ = try FeedCostTests.cost(followers: 0, LiveFilter())
        var rounds: [(alone: Double, followed: Double, filtered: Double)] = []
        for _ in 0..<3 {
            rounds.append(
                (
                    try FeedCostTests.cost(followers: 0, LiveFilter()),
                    try FeedCostTests.cost(followers: 3, LiveFilter()),
                    try FeedCostTests.cost(followers: 3, LiveFilter(thing: "another-1"))
                )
            )
        }
        let alone = rounds.map(\.alone).min() ?? 0
        let followed = rounds.map(\.followed).min() ?? 0
        let filtered = rounds.map(\.filtered).min() ?? 0
        print("µs of the loop per reading: nobody \(alone), three followers \(followed), filtered \(filtered)")
        #expect(followed < 2 * alone)
        #expect(filtered < 2 * alone)
    }
}
