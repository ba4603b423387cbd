import Devices
import MQTT
import Observations
import Testing

@testable import Gateway

/// Old directories die on the registry's thread.
@Suite struct RetiredDirectoriesTests {
    @Test func whatIsHandedOverIsKeptByNobodyElse() throws {
        let handover = Handover(try IntakeTests.directory())
        var taken: DeviceDirectory? = handover.take()
        weak let entry = taken?["timed-1"]
        #expect(entry != nil)
        taken = nil
        withExtendedLifetime(handover) { #expect(entry == nil) }
    }

    @Test func aDirectoryOutlivesTheRoundInWhichTheLoopLeftIt() throws {
        let retired = RetiredDirectories()
        var directory: DeviceDirectory? = try IntakeTests.directory()
        weak let entry = directory?["timed-1"]
        #expect(entry != nil)
        if let left = directory { retired.leave(left) }
        directory = nil
        retired.freeOld()
        #expect(entry != nil, "the loop may still hold it")
        retired.freeOld()
        #expect(entry == nil)
    }

    /// What the loop does for a new directory of 100,000 things, against freeing the old one itself.
    @Test func theSwapOfAHundredThousandThingsTakesTheLoopNoTime() throws {
        let mailbox = Mailbox(wakeUp: try WakeUp())
        var intake = try IntakeTests.intake()
        intake.directory = try RetiredDirectoriesTests.directory(things: 100_000)
        var pauses: [Duration] = []
        for _ in 0..<3 {
            let next = try RetiredDirectoriesTests.directory(things: 100_000)
            let changes = DirectoryChanges(from: intake.directory, to: next)
            #expect(changes.isEmpty)
            mailbox.leave(next, changes)
            pauses.append(
                ContinuousClock().measure {
                    guard let (directory, _) = mailbox.take().directory else { return }
                    mailbox.retired.leave(intake.directory)
                    intake.directory = directory
                }
            )
            mailbox.retired.freeOld()
        }
        let freeing = ContinuousClock().measure {
            mailbox.retired.freeOld()
            mailbox.retired.freeOld()
        }
        print("swap of 100,000 things: \(pauses); freeing one: \(freeing)")
        let shortest = try #require(pauses.min())
        #expect(shortest < .milliseconds(5), "the swap took \(pauses); freeing takes \(freeing)")
        #expect(intake.directory.count == 100_000)
    }

    private static func directory(things count: Int) throws -> DeviceDirectory {
        let things = try (0..<count).map { try IntakeTests.thing("t-\($0)", "elsys/ers") }
        let prefix = try #require(TopicPrefix("ioc/v1"))
        return DeviceDirectory(things: things, catalogue: try ModelCatalogue(adding: []), prefix: prefix)
    }
}
