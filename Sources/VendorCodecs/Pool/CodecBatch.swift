/// One batch of calls on its way through the workers.
struct CodecBatch {
    let calls: [CodecCall]
    var outcomes: [Result<[UInt8], CodecFailure>?]
    /// How much worker time each codec has used, in microseconds.
    var spent: [CodecProgram.Key: Int] = [:]

    init(calls: [CodecCall]) {
        self.calls = calls
        outcomes = Array(repeating: nil, count: calls.count)
    }

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
        status == .refused && text.starts(with: "RangeError: Out of memory".utf8)
    }
}
