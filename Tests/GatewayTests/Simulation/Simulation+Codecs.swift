import Devices
import MQTT
import Observations
import Store
import VendorCodecs

@testable import Gateway

/// Vendors' codecs: every third message waits for one.
extension Simulation {
    /// What the codecs were asked.
    struct CodecJob {
        let batch: UInt64
        let pending: [PendingDecode]
    }

    func isForCodec(_ message: Int) -> Bool { message % 3 == 0 }

    func pending(_ message: Int) -> PendingDecode {
        PendingDecode(
            message: InboundMessage(
                topic: Array("t\(message % 5)".utf8),
                payload: body(of: message),
                isRetained: false
            ),
            uplink: Uplink(hardwareID: "device-\(message % 5)", payload: body(of: message)),
            entry: Simulation.entry,
            codec: Simulation.codec,
            received: now,
            connection: uplink?.number ?? 0
        )
    }

    /// The codec thread is still at the last batch, perhaps; of those that wait only the newest counts.
    mutating func askCodecs(_ pending: [PendingDecode], _ batch: UInt64) {
        codecJobs.append(CodecJob(batch: batch, pending: pending))
        if codecJobs.count > 2 { codecJobs.remove(at: 1) }
    }

    mutating func answerCodecs() {
        guard !codecJobs.isEmpty else { return }
        let job = codecJobs.removeFirst()
        var arrivals = Arrivals()
        for pending in job.pending {
            if !isQuiet, random.oneIn(8) {
                arrivals.quarantined.append(pending.quarantined("the worker died"))
            } else {
                let text = String(decoding: pending.message.payload, as: UTF8.self)
                guard let message = text.split(separator: " ").first.flatMap({ Int($0) }) else { continue }
                arrivals.readings.append(
                    reading(of: message, at: pending.received, connection: pending.connection)
                )
            }
        }
        let batch = sabotage == .acceptStaleDecode ? settlement.askedToDecode ?? job.batch : job.batch
        settlement.decoded(arrivals, batch: batch, at: now)
    }

    private static let codec: VendorCodec = {
        guard let model = ModelID("acme/codec") else { preconditionFailure("a fixed model is valid") }
        let installed = InstalledCodec(
            model: model,
            title: "",
            domain: .environment,
            source: "",
            digest: "",
            map: "",
            installed: Timestamp(microseconds: 0)
        )
        guard let codec = try? VendorCodec(installed, pool: CodecPool(workerPath: "/nowhere")) else {
            preconditionFailure("an empty map is valid")
        }
        return codec
    }()

    private static let entry: DeviceDirectory.Entry = {
        guard let thing = try? IntakeTests.thing("codec-1", "acme/codec") else {
            preconditionFailure("a fixed thing is valid")
        }
        return DeviceDirectory.Entry(thing: thing, DeviceDirectory.Reader(model: nil, codec: codec), topic: "t")
    }()
}
