import CJavaScriptCore
import Glibc
import VendorCodecs

/// `gateway-codec-worker`: runs vendors' codecs for the gateway, and can do nothing else.
///
/// It reads requests from standard input and answers on standard output (see `WorkerRequest`). It ends when its input
/// does, when the gateway does, and when a codec uses up its memory.
@main
enum Main {
    static func main() {
        Sandbox.prepare()
        let engine = Engine(limits: CodecLimits())
        if let problem = Sandbox.close(memoryMebibytes: CodecLimits().memoryMebibytes) {
            answer(.loaded(problem: problem))
            exit(1)
        }
        if CommandLine.arguments.dropFirst().contains("--self-check") {
            exit(SelfCheck.run() ? 0 : 1)
        }
        answer(.loaded(problem: nil))
        do throws(ProtocolError) {
            while let content = try channel.read() {
                switch try WorkerRequest(content: content) {
                case .load(let slot, let text): answer(.loaded(problem: engine.load(text, into: slot)))
                case .decode(let items): answer(.decoded(engine.decode(items)))
                case .forget(let slot):
                    engine.forget(slot)
                    answer(.loaded(problem: nil))
                }
            }
        } catch {
            exit(1)
        }
    }

    private static let channel = FrameChannel(input: 0, output: 1)

    private static func answer(_ answer: WorkerAnswer) {
        do throws(ProtocolError) {
            try channel.write(answer.frame())
        } catch {
            exit(1)  // the gateway is gone
        }
    }
}
