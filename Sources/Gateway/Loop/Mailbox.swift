import MQTT
import Synchronization

/// What other threads leave for the loop; leaving something wakes it.
final class Mailbox: Sendable {
    /// One collection of everything that was left.
    struct Contents {
        var answers: [StoreAnswer] = []
        var decoded: [DecodeAnswer] = []
        var directory: DeviceDirectory?
        var questions: [LoopQuestion] = []
        var mustStop = false
    }

    /// The most questions of clients that wait for the loop.
    static let questionsMax = 64

    let wakeUp: WakeUp
    private let contents = Mutex(Contents())

    init(wakeUp: WakeUp) { self.wakeUp = wakeUp }

    func leave(_ answer: StoreAnswer) {
        contents.withLock { $0.answers.append(answer) }
        wakeUp.signal()
    }

    func leave(_ answer: DecodeAnswer) {
        contents.withLock { $0.decoded.append(answer) }
        wakeUp.signal()
    }

    func leave(_ directory: DeviceDirectory) {
        contents.withLock { $0.directory = directory }
        wakeUp.signal()
    }

    /// Leaves a client's question; false when the loop has not taken so many yet.
    func leave(_ question: LoopQuestion) -> Bool {
        let isTaken = contents.withLock { contents in
            guard contents.questions.count < Mailbox.questionsMax else { return false }
            contents.questions.append(question)
            return true
        }
        if isTaken { wakeUp.signal() }
        return isTaken
    }

    func leaveStop() {
        contents.withLock { $0.mustStop = true }
        wakeUp.signal()
    }

    /// Takes everything; a stop stays.
    func take() -> Contents {
        contents.withLock { contents in
            let taken = contents
            contents.answers.removeAll(keepingCapacity: true)
            contents.decoded.removeAll(keepingCapacity: true)
            contents.directory = nil
            contents.questions.removeAll()
            return taken
        }
    }
}
