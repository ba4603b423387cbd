import CJavaScriptCore
import Glibc
import VendorCodecs

/// JavaScriptCore with one context for each codec: nothing that one codec does is seen by another.
final class Engine {
    private let limits: CodecLimits
    private let group: JSContextGroupRef
    private let input: UnsafeMutablePointer<UInt8>
    private var codecs: [UInt32: Codec] = [:]
    /// Set by the engine's watchdog when it ends a call.
    private let wasEnded: UnsafeMutablePointer<Bool>

    init(limits: CodecLimits) {
        self.limits = limits
        guard let group = JSContextGroupCreate() else { preconditionFailure("a context group can be made") }
        self.group = group
        input = .allocate(capacity: CodecCall.payloadBytesMax)
        input.initialize(repeating: 0, count: CodecCall.payloadBytesMax)
        wasEnded = .allocate(capacity: 1)
        wasEnded.initialize(to: false)
        warmUp()
    }

    deinit {
        codecs.removeAll()
        JSContextGroupRelease(group)
        input.deallocate()
        wasEnded.deallocate()
    }

    /// Loads a codec's text.
    ///
    /// - Returns: what is wrong with it; nothing when it can be called.
    func load(_ text: [UInt8], into slot: UInt32) -> String? {
        codecs[slot] = nil
        setTimeLimit(limits.loadMilliseconds)
        defer { setTimeLimit(limits.callMilliseconds) }
        wasEnded.pointee = false
        do throws(CodecFailure) {
            codecs[slot] = try Codec(text, group: group, input: input)
            return nil
        } catch {
            if wasEnded.pointee { return "it runs longer than \(limits.loadMilliseconds) ms when it is loaded" }
            guard case .unusable(let message) = error else { return "\(error)" }
            return message
        }
    }

    func forget(_ slot: UInt32) { codecs[slot] = nil }

    /// Decodes payloads in their order, until one is ended for its time or the frame's time is over.
    func decode(_ items: [WorkerRequest.Item]) -> [WorkerAnswer.Item] {
        var answers: [WorkerAnswer.Item] = []
        answers.reserveCapacity(items.count)
        let begin = Engine.nanoseconds()
        var last = begin
        for item in items {
            let (status, text) = decode(item)
            let now = Engine.nanoseconds()
            answers.append(WorkerAnswer.Item(status: status, microseconds: UInt32((now - last) / 1_000), text: text))
            last = now
            if status == .timedOut || now - begin > UInt64(WorkerAnswer.frameMilliseconds) * 1_000_000 { break }
        }
        return answers
    }

    private func decode(_ item: WorkerRequest.Item) -> (WorkerAnswer.Status, [UInt8]) {
        guard let codec = codecs[item.slot], item.payload.count <= CodecCall.payloadBytesMax else {
            return (.notLoaded, [])
        }
        for (index, byte) in item.payload.enumerated() { input[index] = byte }
        wasEnded.pointee = false
        let (status, text) = codec.call(
            payloadBytes: item.payload.count,
            port: item.port,
            milliseconds: Double(item.received) / 1_000,
            outputBytesMax: limits.outputBytesMax
        )
        if wasEnded.pointee { return (.timedOut, []) }
        guard status == .data else { return (status, text) }
        if text.count > limits.outputBytesMax { return (.tooLarge, []) }
        return Engine.depth(of: text) > limits.depthMax ? (.tooDeep, []) : (.data, text)
    }

    /// Everything that the engine loads late is loaded now: afterwards no file can be opened and no library mapped.
    private func warmUp() {
        setTimeLimit(limits.loadMilliseconds)
        let text = """
            function decodeUplink(input) {
                try { throw new Error('warm') } catch (error) { String(error.stack) }
                [3, 1, 2].sort(); JSON.parse('{"a":[1.5,"b"]}'); /(a+)b/u.exec('aab'); new Map([[1, 2]]);
                var date = new Date(), text = date.toString() + date.toLocaleString() + (1234.5).toLocaleString();
                return { data: { text: text + 'ä'.normalize('NFD') + 'ä'.localeCompare('z') + JSON.stringify([1.5]) } };
            }
            """
        _ = load(Array(text.utf8), into: 0)
        _ = decode([WorkerRequest.Item(slot: 0, port: 1, received: 0, payload: [1])])
        forget(0)
    }

    private func setTimeLimit(_ milliseconds: Int) {
        JSContextGroupSetExecutionTimeLimit(group, Double(milliseconds) / 1_000, noteEnd, wasEnded)
    }

    /// How many objects and arrays stand inside one another in a JSON text.
    private static func depth(of json: [UInt8]) -> Int {
        var depth = 0
        var deepest = 0
        var isText = false
        var isEscaped = false
        for byte in json {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return deepest
    }

    private static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

/// The engine's watchdog asks whether a call that has used up its time is ended: it is.
private func noteEnd(_ context: JSContextRef?, _ wasEnded: UnsafeMutableRawPointer?) -> Bool {
    wasEnded?.storeBytes(of: true, as: Bool.self)
    return true
}
