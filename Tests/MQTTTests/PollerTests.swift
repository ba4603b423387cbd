import Glibc
import MQTT
import Testing

extension MQTTTests {
    @Suite struct PollerTests {
        @Test func aSignalWakesTheWaitAndIsForgottenOnceCleared() throws {
            let wakeUp = try WakeUp()
            var poller = Poller()
            let index = poller.add(wakeUp.fileDescriptor, .readable)
            #expect(try poller.wait(timeout: .zero) == 0)
            for _ in 0..<100_000 {
                wakeUp.signal()
            }
            #expect(try poller.wait(timeout: nil) == 1)
            #expect(poller.isReadable(index))
            wakeUp.clear()
            #expect(try poller.wait(timeout: .zero) == 0)
            #expect(!poller.isReadable(index))
        }

        @Test func aDescriptorWithoutInterestIsPassedBy() throws {
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            defer { close(ends[0]) }
            close(ends[1])
            var poller = Poller()
            let held = poller.add(ends[0], [])
            let ended = poller.add(-1, .readable)
            #expect(try poller.wait(timeout: .milliseconds(1)) == 0)
            #expect(!poller.isReadable(held) && !poller.isReadable(ended) && !poller.isHungUp(held))
            poller.removeAll()
            let watched = poller.add(ends[0], .readable)
            #expect(try poller.wait(timeout: .seconds(10)) == 1)
            #expect(poller.isReadable(watched) && poller.isHungUp(watched))
        }

        @Test func aWaitIsNeverShorterThanAsked() throws {
            var poller = Poller()
            let start = ContinuousClock.now
            try poller.wait(timeout: .microseconds(1_500))
            #expect(ContinuousClock.now - start >= .microseconds(1_500))
        }
    }
}
