import Foundation
import Gateway
import TestBroker

@testable import TestCity

extension Row {
    private static let library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"

    static let clock = Row(
        number: 13,
        title: "the calendar steps",
        injection:
            "libfaketime puts the gateway's calendar 30 days ahead, 2 hours back or into 1970, at a start and while it runs, "
            + "during outages; the steady clock goes on",
        promise: "Nothing expires and nothing is lost; a reading keeps its id.",
        needs: [.file(library)],
        run: { trial in
            let stage = try trial.stage()
            let file = "\(stage.city.directory)/calendar"
            try "+0".write(toFile: file, atomically: false, encoding: .utf8)
            // libfaketime changes the environment of the first program that loads it, and Swift looks for its arguments
            // beside the environment: the second `env` takes that on itself.
            stage.city.gateway.launch =
                [
                    "/usr/bin/env", "LD_PRELOAD=\(library)", "FAKETIME_TIMESTAMP_FILE=\(file)", "FAKETIME_NO_CACHE=1",
                    "FAKETIME_DONT_FAKE_MONOTONIC=1", "/usr/bin/env",
                ] + stage.city.gateway.launch
            let days = -Int(Date.now.timeIntervalSince1970 / 86_400) + 2
            let calendars = ["+30d", "-2h", "\(days)d", "+0"]
            try stage.start()
            let cycles = trial.form.cycles(4, 12, 240)
            for cycle in 1...cycles {
                stage.uplinkWire.fault.refusesConnections = true
                stage.uplinkWire.reset()
                try stage.publish(150)
                try calendars[cycle % 4].write(toFile: file, atomically: false, encoding: .utf8)
                try stage.publish(150)
                if trial.chance.happens(oneIn: 2) {
                    stage.city.gateway.kill()
                    try calendars.randomElement(using: &trial.chance)?
                        .write(toFile: file, atomically: false, encoding: .utf8)
                    try stage.launch()
                }
                try stage.publish(50)
                stage.uplinkWire.fault = WireFault()
                let healed = ContinuousClock.now
                trial.figures.recovered(in: try stage.recovery(since: healed))
                let dropped = try stage.status().dropped
                trial.expect(
                    dropped == 0,
                    "\(dropped) readings were dropped with the calendar at \(calendars[cycle % 4])"
                )
                guard trial.progress(cycle, of: cycles) else { break }
            }
            trial.note(
                "the kernel called the calendar \(try stage.status().isClockSynchronised ? "" : "un")synchronised"
            )
            try trial.settle(stage)
            let years = Set(
                stage.city.center.deliveries.map { delivery in
                    String(decoding: delivery.payload, as: UTF8.self).split(separator: #""resultTime":""#).last?.prefix(
                        4
                    ) ?? ""
                }
            )
            trial.note("the gateway's calendar said \(years.sorted().joined(separator: ", "))")
            trial.expect(years.contains("1970"), "the calendar was not moved")
        },
        control: .oneUnderTwoIDs
    )
}
