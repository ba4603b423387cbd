/// One batch of calls on its way through the workers.
struct CodecBatch {
    let calls: [CodecCall]
    var outcomes: [Result<[UInt8], CodecFailure>?]
    /// How much worker time each codec has used, in microseconds.
    var spent: [CodecProgram.Key: Int] = [:]
    private let milliseconds: Int
    private let end: ContinuousClock.Instant

    init(calls: [CodecCall], milliseconds: Int) {
        self.calls = calls
        outcomes = Array(repeating: nil, count: calls.count)
        self.milliseconds = milliseconds
        end = ContinuousClock.now.advanced(by: .milliseconds(milliseconds))
    }

    /// Why nothing more is asked: who waits for the batch waits no longer.
    var crowdedOut: CodecFailure? { ContinuousClock.now < end ? nil : .crowdedOut(milliseconds: milliseconds) }

    /// Refuses a codec that has used up its time of the batch: the others wait for it.
    func checkTime(of key: CodecProgram.Key, _ limits: CodecLimits) throws(CodecFailure) {
        guard spent[key, default: 0] > limits.batchMilliseconds * 1_000 else { return }
        throw .timedOut(milliseconds: limits.batchMilliseconds)
    }
}

extension CodecCall {
    func item(slot: UInt32) -> WorkerRequest.Item {
        WorkerRequest.Item(slot: slot, port: port, received: receivedMicroseconds, payload: payload[...])
    }
}

extension WorkerAnswer.Item {
    /// Whether the engine had no memory left for the call, and said so as an exception.
    var isOutOfMemory: Bool {
        status == .refused && WorkerAnswer.Item.saysOutOfMemory(text)
    }

    /// Whether a message is the engine's, when it has no memory left.
    static func saysOutOfMemory(_ message: some Sequence<UInt8>) -> Bool {
        message.starts(with: "RangeError: Out of memory".utf8)
    }
}
