import Testing

@testable import Observations

@Suite struct ObservationTests {
    @Test(
        arguments: [
            (31.4, false, .good), (-60, false, .good), (85, false, .good), (85.1, false, .suspect),
            (-60.1, false, .suspect),
            (31.4, true, .bad), (632.8, true, .bad),
        ] as [(Double, Bool, Quality)]
    )
    func isJudgedByRange(number: Double, deviceSaysFault: Bool, quality: Quality) {
        let observation = Observation(.airTemperature, number, deviceSaysFault: deviceSaysFault)
        #expect(observation.value == .number(number))
        #expect(observation.quality == quality)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, .signalingNaN])
    func hasNoValueThatIsNoNumber(number: Double) {
        let observation = Observation(.airTemperature, number)
        #expect(observation.value == nil)
        #expect(observation.quality == .bad)
    }

    @Test func hasTheTypeOfItsProperty() {
        #expect(Observation(.parkingOccupied, true).value == .boolean(true))
        #expect(Observation(.parkingOccupied, 0).value == .boolean(false))
        #expect(Observation(.parkingOccupied, 0).quality == .good)
        #expect(Observation(.parkingOccupied, 2).value == nil)
        #expect(Observation(.parkingOccupied, 2).quality == .bad)
        #expect(Observation(.vehicleCount, true).value == .number(1))
        #expect(Observation(.deviceState, "asleep").value == .string("asleep"))
        #expect(Observation(.deviceState, "asleep").quality == .good)
        #expect(Observation(.deviceState, "asleep", deviceSaysFault: true).quality == .bad)
        #expect(Observation(.deviceState, 1).value == nil)
        #expect(Observation(.airTemperature, "warm").value == nil)
        #expect(Observation(.airTemperature, "warm").quality == .bad)
        #expect(Observation(.parkingOccupied, true, deviceSaysFault: true).quality == .bad)
    }

    @Test func takesAnyValueAndTheLackOfOne() {
        let kind = ObservationKind.counter
        let number = Observation(property: .waterVolume, channel: "left", kind: kind, value: .number(-1e13))
        #expect(number.quality == .suspect)
        #expect(number.channel == "left")
        #expect(number.kind == .counter)
        #expect(Observation(property: .parkingOccupied, value: .boolean(true)).value == .boolean(true))
        #expect(Observation(property: .deviceState, value: .string("x")).value == .string("x"))
        let none = Observation(property: .waterVolume, channel: "left", kind: kind, value: nil)
        #expect(none.value == nil && none.quality == .bad && none.channel == "left" && none.kind == .counter)
    }

    @Test(
        arguments: [
            (20, .active, true, .good), (20, .retired, true, .good), (20, .maintenance, true, .suspect),
            (20, .calibrating, true, .calibrating), (20, .active, false, .suspect),
            (20, .calibrating, false, .calibrating),
            (99, .active, true, .suspect), (99, .calibrating, true, .calibrating), (.nan, .calibrating, false, .bad),
        ] as [(Double, Thing.State, Bool, Quality)]
    )
    func isTrustedLess(number: Double, state: Thing.State, isTimeBelieved: Bool, quality: Quality) {
        let observation = Observation(.airTemperature, number, channel: "probe-1", kind: .delta)
        let judged = observation.judged(in: state, isTimeBelieved: isTimeBelieved)
        #expect(judged.quality == quality)
        #expect(judged.value == observation.value)
        #expect(judged.channel == "probe-1")
        #expect(judged.kind == .delta)
        #expect(judged.property == .airTemperature)
    }

    @Test func channelsAreSlugs() throws {
        #expect(Channel.numbered("lane", 12).description == "lane-12")
        let (accepted, refused) = ("l1", "L1")
        #expect(try Channel(accepted) == "l1")
        #expect(throws: SlugError.forbiddenByte(offset: 0)) { try Channel(refused) }
        #expect(("class-2" as Channel) < "class-3")
        #expect(Channel(try Slug("left")) == "left")
    }
}
