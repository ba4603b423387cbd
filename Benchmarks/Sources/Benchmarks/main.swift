// What one message costs on its way, without brokers and disks: open, decode, identify, judge, write.
import Devices
import Observations

let now = Timestamp(microseconds: 1_795_392_000_000_000)
let clock = GatewayClock(isSynchronised: true, builtAt: now)

/// A message that a simulated device of a model sends, the same in every run.
func payload(of model: DeviceModel) -> (bytes: [UInt8], port: UInt8?) {
    var device = SimulatedDevice(seed: 7, now: now)
    guard let uplink = model.simulate(&device) else { return ([], nil) }
    return (uplink.payload, uplink.port)
}

print("ns per message".padded(to: 40) + "median".padded(to: 10) + "fastest")
for name in ["parametric/pcr2", "elsys/ers", "elsys/ers2-voc", "axioma/qalcosonic-w1"] {
    guard let id = ModelID(name), let model = ModelCatalogue.builtIn[id] else { continue }
    let sent = payload(of: model)
    let context = DecodingContext(port: sent.port, receivedAt: now, networkTime: now)
    try Timing(name: "decode \(name) (\(sent.bytes.count) B)") {
        try model.decode(sent.bytes, context).readings.count
    }.report()
}

guard let thing = try? Slug("station-1"), let agency = try? Slug("city"), let model = ModelID("elsys/ers") else {
    preconditionFailure("fixed names are valid")
}
let place = Thing(
    id: thing,
    hardwareID: "70b3d50000000001",
    model: model,
    agency: agency,
    domain: .environment,
    name: "Station 1",
    location: Location(latitude: 10.98, longitude: 106.65)
)
let observations = [
    Observation(.airTemperature, 31.4), Observation(.relativeHumidity, 62.5),
    Observation(.pm25, 17.25), Observation(.batteryVoltage, 3.612),
]
let message = [UInt8](repeating: 0x5a, count: 160)

try Timing(name: "identify a payload of 160 B") {
    let hasher = ReadingIDHasher(thing: thing, payload: message, port: 5, frameCounter: 42)
    return Int(truncatingIfNeeded: hasher.id(index: 0, claimedTime: now, reception: now).bits)
}.report()

var bytes: [UInt8] = []
try Timing(name: "judge and write a reading of 4 values") {
    bytes.removeAll(keepingCapacity: true)
    let reading = Reading(
        id: ReadingID(bits: 42),
        thing: place,
        gateway: agency,
        time: TimeJudgement(device: nil, network: now, reception: now, clock: clock),
        reception: now,
        observations: observations
    )
    return reading.writeJSON(to: &bytes, replayed: false)
}.report()

try LookupBenchmark.report()

let vectors = try VectorSet(folder: "Tests/DevicesTests/Vectors")
try vectors.reportDecoding("decode 20 to 60 B", bytes: 20...60) { $0.vendor.string != "en13757" }
try vectors.reportDecoding("decode wireless M-Bus", bytes: 10...300) { $0.description == "en13757/wm-bus" }
vectors.reportWorstCase()
vectors.reportIdentification()

try CodecBenchmark()?.report()
