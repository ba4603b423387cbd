import Testing

@testable import Observations

@Suite struct ThingTests {
    @Test(arguments: [
        ("mon-fri 06:00-22:00", [360..<1_320, 1_800..<2_760, 3_240..<4_200, 4_680..<5_640, 6_120..<7_080]),
        ("sun", [8_640..<10_080]), ("Mon,Wed 00:00-24:00", [0..<1_440, 2_880..<4_320]),
        ("sun 22:00-06:00", [0..<360, 9_960..<10_080]), ("fri-mon", [0..<1_440, 5_760..<10_080]),
        ("mon 06:00-08:00;mon 07:00-09:00", [360..<540]),
    ])
    func aScheduleIsSpansOfTheWeek(text: String, spans: [Range<Int>]) throws {
        let schedule = try ReportingSchedule(text)
        #expect(schedule.spans == spans)
        #expect(schedule.description == text)
        #expect(schedule.contains(minuteOfWeek: spans[0].lowerBound))
        #expect(!schedule.contains(minuteOfWeek: spans[0].upperBound))
    }

    @Test(arguments: [
        "", "mo", "mon-", "mon 6:00-22:00", "mon 06:00", "mon 06:00-06:00", "mon 24:00-06:00", "mon 06:00-24:01",
        "mon;",
        "mon 06:60-07:00", "mon 06:00-22:00 x", "mon-tue-wed", "+1:00-02:00", "mon +1:00-02:00",
    ])
    func whatIsNoScheduleIsRefused(text: String) {
        #expect(throws: ReportingSchedule.Fault.self) { try ReportingSchedule(text) }
    }

    @Test func tagsAreReadAndWritten() throws {
        let tags = try ThingTags(" street = Bạch Đằng ; pole=7;")
        #expect(tags.description == "pole=7;street=Bạch Đằng")
        #expect(try ThingTags(tags.description) == tags)
        #expect(try ThingTags("").isEmpty)
    }

    @Test(arguments: ["pole", "Pole=1", "pole=", "pole=1;pole=2", "pole=a=b", "pole=\u{7}", "=1"])
    func whatIsNoTagIsRefused(text: String) {
        #expect(throws: ThingTags.Fault.self) { try ThingTags(text) }
    }

    @Test func offsetsAreReadAndWritten() throws {
        let offsets = try CounterOffsets("water_volume=12.5;active_energy_import/tariff-1=-3.0")
        #expect(offsets.description == "active_energy_import/tariff-1=-3.0;water_volume=12.5")
        #expect(try CounterOffsets(offsets.description) == offsets)
        #expect(offsets[CounterOffsets.Counter(.activeEnergyImport, "tariff-1")] == -3)
        #expect(offsets[CounterOffsets.Counter(.activeEnergyImport)] == nil)
    }

    @Test(arguments: ["water_volume", "water_volume=", "water_volume=nan", "no_such=1", "water_volume/=1", "=1"])
    func whatIsNoOffsetIsRefused(text: String) {
        #expect(throws: CounterOffsets.Fault.self) { try CounterOffsets(text) }
    }

    @Test func aChangedThingKeepsItsName() throws {
        let thing = Thing(
            id: try Slug("a"),
            hardwareID: "1",
            model: try #require(ModelID("a/b")),
            agency: try Slug("x"),
            domain: .utility,
            name: "before"
        )
        let changed = thing.changed { $0.name = "after" }
        #expect(changed.id == thing.id && changed.name == "after" && changed.hardwareID == "1")
        #expect(changed != thing && changed.changed { $0.name = "before" } == thing)
    }
}
