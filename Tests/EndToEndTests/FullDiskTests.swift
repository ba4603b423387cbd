import Foundation
import Gateway
import TestBroker
import Testing

@testable import TestCity

extension EndToEndTests {
    /// The gateway's disk has no room left.
    @Suite(.enabled(if: MemoryDisk.isAvailable, "mounting a small tmpfs needs root"))
    struct FullDiskTests {
        @Test func aFullDiskHoldsTheFieldBackUntilThereIsSpaceAgain() throws {
            let disk = try MemoryDisk(megabytes: 32)
            var settings = CitySettings()
            settings.stateDirectory = "\(disk.path)/state"
            let city = try City(settings)
            try city.publish(200)
            try city.settle()
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try disk.fill(leaving: 256 << 10)
            city.sensors.remaining = .max
            try city.run("the gateway keeps off the field") { try city.status()?.obstacle != nil }
            let taken = city.sensors.acknowledged.count
            try city.run("sensors publish on") { city.sensors.acknowledged.count >= taken + 1_000 }
            city.sensors.remaining = 0
            #expect(try city.status()?.field.isConnected == false)

            try disk.empty()
            try city.run("the gateway takes everything", within: .seconds(40)) {
                try city.status()?.backlog.rows ?? 0 >= city.sensors.acknowledged.count - 200
            }
            #expect(try city.status()?.obstacle == nil)
            try city.uplink.start()
            try city.settle()
            try city.expectAccount()
        }

        @Test func aFullDiskDrainsOnceTheOperationsCenterIsBack() throws {
            let disk = try MemoryDisk(megabytes: 32)
            var settings = CitySettings()
            settings.stateDirectory = "\(disk.path)/state"
            let city = try City(settings)
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try disk.fill(leaving: 256 << 10)
            city.sensors.remaining = .max
            try city.run("the gateway keeps off the field") { try city.status()?.obstacle != nil }
            let taken = city.sensors.acknowledged.count
            try city.run("sensors publish on") { city.sensors.acknowledged.count >= taken + 500 }
            city.sensors.remaining = 0
            try city.uplink.start()
            try city.settle()
            // The disk refuses deletes as well: what it could not note may be sent again.
            try city.expectAccount(duplicatesMax: city.sensors.acknowledged.count)
        }

        /// From nothing to enough: each of the files that a start writes is the one that finds no room.
        @Test(arguments: [0, 6, 10, 16])
        func aGatewayThatIsKilledOnAFullDiskStartsAgainAndLosesNothing(freeBlocks: Int) throws {
            let disk = try MemoryDisk(megabytes: 32)
            var settings = CitySettings()
            settings.stateDirectory = "\(disk.path)/state"
            let city = try City(settings)
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try disk.fill(leaving: 256 << 10)
            city.sensors.remaining = .max
            try city.run("the gateway keeps off the field") { try city.status()?.obstacle != nil }
            city.gateway.kill()
            disk.fillUp(leaving: freeBlocks)
            try city.gateway.start()
            try city.run("the gateway starts", within: .seconds(5)) {
                try city.status()?.processID == city.gateway.processID
            }
            let taken = city.sensors.acknowledged.count
            try city.run("sensors publish on") { city.sensors.acknowledged.count >= taken + 500 }
            city.sensors.remaining = 0
            try disk.empty()
            try city.uplink.start()
            try city.settle()
            try city.expectAccount(duplicatesMax: city.sensors.acknowledged.count)
        }

        @Test func anOutboxAtItsLimitHoldsTheFieldBack() throws {
            var settings = CitySettings()
            settings.other = ["[outbox]", "maximum_rows = 1000"]
            let city = try City(settings)
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try city.publish(3_000)
            try city.run("the outbox is full") { try city.status()?.obstacle == "outbox_full" }
            #expect(try city.status()?.backlog.rows ?? 0 <= 1_000)
            try city.uplink.start()
            try city.settle()
            #expect(try city.status()?.dropped == 0)
            try city.expectAccount()
        }

        @Test func anOutboxThatDropsTheOldestSaysWhatItDropped() throws {
            var settings = CitySettings()
            settings.other = ["[outbox]", "maximum_rows = 1000", #"when_full = "drop_oldest""#]
            let city = try City(settings)
            city.uplink.stop()
            try city.run("the gateway has noticed") { try city.status()?.uplink.isConnected == false }
            try city.publish(3_000)
            try city.run("everything was taken") { try city.status()?.totals.received == 3_000 }
            try city.run("the oldest are dropped") { try city.status()?.dropped == 2_000 }
            city.sensors.remaining = 0
            try city.uplink.start()
            try city.run("the rest arrives") { city.center.samples.count == 1_000 }
            #expect(city.missing.count == 2_000)
            #expect(city.center.samples.allSatisfy { $0.sequence >= 2_000 })
        }
    }
}
