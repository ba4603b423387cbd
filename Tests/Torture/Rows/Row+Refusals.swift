import Foundation
import Gateway
import TestBroker

@testable import TestCity

extension Row {
    static let refusals = Row(
        number: 26,
        title: "the operations center's broker refuses",
        injection:
            "the tap answers publishes with 0x87 (not authorised), 0x97 (quota exceeded) and passes none on; or the broker's "
            + "PUBACKs come as 0x10 (no subscriber)",
        promise: "Refused readings wait and come when the refusal ends; 0x10 counts as arrived and is shown.",
        run: { trial in
            let stage = try trial.stage()
            try stage.start()
            let cycles = trial.form.cycles(3, 9, 180)
            for cycle in 1...cycles {
                let reason: UInt8 = [0x87, 0x97, 0x10][cycle % 3]
                try stage.publish(50)
                let before = try stage.answers(reason)
                if reason == 0x10 {
                    stage.uplinkWire.fault.reason = reason
                } else {
                    stage.uplinkWire.fault.refusal = reason
                }
                try stage.publish(trial.chance.number(100...300))
                try stage.city.run("the answer is counted", within: .seconds(40)) { try stage.answers(reason) > before }
                stage.uplinkWire.fault = WireFault()
                // A refused topic is tried again with the next connection, or after five minutes.
                stage.uplinkWire.reset()
                let healed = ContinuousClock.now
                trial.figures.recovered(in: try stage.recovery(since: healed))
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try trial.settle(stage)
            let totals = try stage.status().totals
            trial.note(
                "0x10 was counted \(totals.withoutSubscriber) times; refusals: "
                    + totals.refusals.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            )
        },
        control: Control(title: "a gateway that does not look at the reason") { trial in
            try trial.naive { stage in
                stage.uplinkWire.fault.refusal = 0x87
                try stage.publish(100)
                stage.uplinkWire.fault = WireFault()
            }
        }
    )
}

extension Stage {
    /// How many of the gateway's publishes were answered with a reason, by its own count.
    fileprivate func answers(_ reason: UInt8) throws -> Int {
        let totals = try status().totals
        if reason == 0x10 { return totals.withoutSubscriber }
        return totals.refusals["0x\(String(reason, radix: 16))"] ?? 0
    }
}
