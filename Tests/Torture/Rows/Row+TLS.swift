import Foundation
import Gateway
import TestBroker

@testable import TestCity

extension Row {
    static let certificates = Row(
        number: 22,
        title: "certificates that are wrong, and that are replaced",
        injection:
            "both links over TLS with client certificates; the gateway is started with another authority's certificate for the "
            + "uplink, then with the server's address instead of its name; while it runs, both brokers are restarted under load",
        promise: "Nothing is sent to a server that cannot prove its name; what waits arrives when it can.",
        needs: [.program("openssl")],
        run: { trial in
            var settings = CitySettings()
            settings.certificates = try Certificates()
            let right = settings.certificates?.caFile ?? ""
            let others = try Certificates()
            let stage = try trial.stage(settings)
            let text = try String(contentsOfFile: stage.city.gateway.configurationFile, encoding: .utf8)
            let parts = text.split(separator: "[uplink]", maxSplits: 1).map(String.init)
            let cycles = trial.form.cycles(2, 10, 100)
            for cycle in 1...cycles {
                let wrong =
                    cycle.isMultiple(of: 2)
                    ? parts[1].replacing(#"host = "localhost""#, with: #"host = "127.0.0.1""#)
                    : parts[1].replacing(right, with: others.caFile)
                try stage.city.write(parts[0] + "[uplink]" + wrong)
                let arrived = stage.city.center.deliveries.count
                try stage.city.gateway.start()
                try stage.city.run("the field is joined") { try stage.city.status()?.field.isConnected == true }
                stage.city.sensors.remaining = 150
                try stage.city.run("all are stored", within: .seconds(40)) {
                    try stage.city.status()?.backlog.rows ?? 0 >= 150
                }
                trial.expect(
                    stage.city.center.deliveries.count == arrived,
                    "readings went to a server that proved nothing"
                )
                stage.city.gateway.kill()
                try stage.city.write(text)
                let healed = ContinuousClock.now
                try stage.city.gateway.start()
                try stage.city.run("a reading arrives") { stage.city.center.deliveries.count > arrived }
                trial.figures.recovered(in: .now - healed)
                stage.city.sensors.remaining = 300
                stage.city.uplink.stop()
                try stage.pass(.milliseconds(200))
                stage.city.field.stop()
                try stage.city.field.start()
                try stage.city.uplink.start()
                try stage.city.run("the sensors are quiet", within: .seconds(40)) { stage.city.sensors.isQuiet }
                stage.city.gateway.kill()
                trial.progress(cycle, of: cycles)
            }
            try stage.city.gateway.start()
            trial.note("L1 is the sensors' own; the wires are encrypted, so that nobody sees what was released")
            trial.note("not run: expired and revoked certificates")
            try trial.settle(stage)
        },
        control: .oneTakenAway
    )
}
