import Testing

@testable import VendorCodecs

/// A pool with the built worker, and what a codec answers.
struct Pools {
    let pool: CodecPool
    var now: Int64 = 1_000_000

    init(_ limits: CodecLimits = CodecLimits()) {
        pool = CodecPool(workerPath: WorkerLocation.path(configured: nil), limits: limits)
    }

    func outcome(
        _ source: String,
        _ payload: [UInt8] = Codecs.goodPayload,
        port: UInt8? = 5,
        name: String = "acme/test"
    ) throws -> Result<String, CodecFailure> {
        let program = Codecs.program(source, name)
        let call = CodecCall(
            program: program,
            payload: payload,
            port: port,
            receivedMicroseconds: 1_700_000_000_000_000
        )
        let outcomes = pool.decode([call], now: now)
        return try #require(outcomes.first).map { String(decoding: $0, as: UTF8.self) }
    }

    func data(_ source: String, _ payload: [UInt8] = Codecs.goodPayload, port: UInt8? = 5) throws -> String {
        try outcome(source, payload, port: port).get()
    }

    func failure(_ source: String, _ payload: [UInt8] = Codecs.goodPayload) throws -> CodecFailure? {
        switch try outcome(source, payload) {
        case .success(let text):
            Issue.record("an answer: \(text.prefix(200))")
            return nil
        case .failure(let failure): return failure
        }
    }

    /// That the other codecs are not touched by what one has done.
    func expectOthersFlow(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let answer = try outcome(Codecs.good, name: "acme/other")
        #expect(answer == .success(Codecs.goodData), sourceLocation: sourceLocation)
    }
}
