import Devices
import VendorCodecs

/// What a vendor's codec costs: the call, the border between the processes, and what becomes of its answer.
///
/// The worker is `$GATEWAY_CODEC_WORKER`; without it there is nothing to measure.
struct CodecBenchmark {
    private static let source = """
        function s16(b, o) { var v = b[o] << 8 | b[o + 1]; return v > 32767 ? v - 65536 : v; }
        function decodeUplink(input) {
            var b = input.bytes, data = {}, i = 0;
            while (i < b.length) {
                switch (b[i++]) {
                case 1: data.temperature = s16(b, i) / 10; i += 2; break;
                case 2: data.humidity = b[i++] / 2; break;
                case 3: data.co2 = b[i] << 8 | b[i + 1]; i += 2; break;
                case 4: data.light = b[i] << 8 | b[i + 1]; i += 2; break;
                case 5: data.motion = b[i++] > 0; break;
                case 6: data.battery_mv = b[i] << 8 | b[i + 1]; i += 2; break;
                case 7: data.pressure = (b[i] << 8 | b[i + 1]) / 10; i += 2; break;
                case 8: data.mode = ["eco", "normal", "fast"][b[i++] % 3]; break;
                default: return { data: data, errors: ["unknown type"] };
                }
            }
            return { data: data, warnings: [], errors: [] };
        }
        """
    private static let payload: [UInt8] = [
        1, 0x00, 0xD7, 2, 0x64, 3, 0x01, 0x9F, 4, 0x02, 0x58, 5, 1, 6, 0x0E, 0x10, 7, 0x27, 0x94, 8, 1,
    ]

    private let pool: CodecPool
    private let program = CodecProgram(name: "acme/bench", digest: "bench", source: CodecBenchmark.source)

    init?() {
        let path = WorkerLocation.path(configured: nil)
        pool = CodecPool(workerPath: path)
        if let problem = pool.problem(of: program) {
            print("no codec is measured: \(problem)")
            return nil
        }
    }

    func report() throws {
        let call = CodecCall(program: program, payload: Self.payload, port: 5, receivedMicroseconds: 0)
        let batch = Array(repeating: call, count: 100)
        try Timing(name: "codec call, alone") { pool.decode([call], now: 0).count }.report()
        try Timing(name: "codec call, in a batch of 100", callsPerWork: 100) { pool.decode(batch, now: 0).count }.report()
        guard let json = try pool.decode([call], now: 0).first?.get() else { return }
        let fields = try CodecField.all(in: [json])
        let map = try CodecMap(CodecGuess.lines(for: fields, domain: .environment))
        try Timing(name: "map of a codec's answer (\(json.count) B)") { try map.decode(json).readings.count }.report()
    }
}
