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
            + "uplink, or with the server's address instead of its name, or its own certificate is revoked (the broker's "
            + "crlfile), or the server shows an expired certificate; then the server's certificate and key are replaced, and both brokers are restarted under load",
        promise: "Nothing is sent to a server that cannot prove its name; what waits arrives when it can.",
        needs: [.program("openssl")],
        run: { trial in
            var settings = CitySettings()
            let certificates = try Certificates()
            settings.certificates = certificates
            settings.uplinkBroker += ["crlfile \(certificates.revocationFile)"]
            let others = try Certificates()
            let stage = try trial.stage(settings)
            let text = try String(contentsOfFile: stage.city.gateway.configurationFile, encoding: .utf8)
            let parts = text.split(separator: "[uplink]", maxSplits: 1).map(String.init)
            let cycles = trial.form.cycles(4, 8, 120)
            for cycle in 1...cycles {
                switch cycle % 4 {
                case 0: try restartUplink(stage, certificates, days: -1)
                case 1:
                    let wrong = parts[1].replacing(certificates.caFile, with: others.caFile)
                    try stage.city.write(parts[0] + "[uplink]" + wrong)
                case 2:
                    try certificates.revokeClient()
                    try restartUplink(stage, certificates, days: 1)
                default:
                    let wrong = parts[1].replacing(#"host = "localhost""#, with: #"host = "127.0.0.1""#)
                    try stage.city.write(parts[0] + "[uplink]" + wrong)
                }
                let arrived = stage.city.center.deliveries.count
                try stage.city.gateway.start()
                try stage.city.run("the field is joined") { try stage.city.status()?.field.isConnected == true }
                stage.city.sensors.remaining = 150
                try stage.city.run("all are stored", within: .seconds(40)) {
                    try stage.city.status()?.backlog.rows ?? 0 >= 150
                }
                let status = try stage.status()
                let says = status.uplink.lastError ?? ""
                // A server that refuses a certificate may close before its reason is read.
                trial.expect(cycle % 4 == 2 ? !says.isEmpty : says.contains("certificate"), "the status says \(says)")
                if cycle == 2 { trial.note("with its certificate revoked the status says \(says)") }
                let sent = status.totals.forwarded + status.totals.drained
                trial.expect(sent == 0, "\(sent) readings went to a server that proved nothing")
                stage.city.gateway.kill()
                try stage.city.write(text)
                if cycle % 4 == 2 { try certificates.renewClient() }
                try restartUplink(stage, certificates, days: 1)
                let healed = ContinuousClock.now
                try stage.city.gateway.start()
                try stage.city.run("a reading arrives", within: .seconds(40)) {
                    stage.city.center.deliveries.count > arrived
                }
                trial.figures.recovered(in: .now - healed)
                stage.city.sensors.remaining = 300
                stage.city.field.stop()
                try stage.city.field.start()
                try restartUplink(stage, certificates, days: 1)
                try stage.city.run("the sensors are quiet", within: .seconds(40)) { stage.city.sensors.isQuiet }
                stage.city.gateway.kill()
                guard trial.progress(cycle, of: cycles) else { break }
            }
            try stage.city.gateway.start()
            trial.note("L1 is the sensors' own; the wires are encrypted, so that nobody sees what was released")
            trial.note("not run: a revoked certificate of the server; libmosquitto's client reads no revocation lists")
            try trial.settle(stage)
        },
        control: .oneTakenAway
    )

    private static func restartUplink(_ stage: Stage, _ certificates: Certificates, days: Int) throws {
        stage.city.uplink.stop()
        try certificates.renewServer(days: days)
        try stage.city.uplink.start()
    }
}
