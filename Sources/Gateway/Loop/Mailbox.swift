import MQTT
import Synchronization

/// What other threads leave for the loop; leaving something wakes it.
final class Mailbox: Sendable {
    /// One collection of everything that was left.
    struct Contents {
        var answers: [StoreAnswer] = []
        var decoded: [DecodeAnswer] = []
        var directory: (DeviceDirectory, DirectoryChanges)?
        var questions: [LoopQuestion] = []
        var purges: [PurgeRequest] = []
        var mustStop = false
    }

    /// The most questions of clients that wait for the loop.
    static let questionsMax = 64

    let wakeUp: WakeUp
    /// What the loop needs no more.
    let retired = RetiredDirectories()
    private let contents = Mutex(Contents())
    private let news = Mutex<[HardwareNews]>([])

    init(wakeUp: WakeUp) { self.wakeUp = wakeUp }

    func leave(_ answer: StoreAnswer) {
        contents.withLock { $0.answers.append(answer) }
        wakeUp.signal()
    }

    func leave(_ answer: DecodeAnswer) {
        contents.withLock { $0.decoded.append(answer) }
        wakeUp.signal()
    }

    /// Leaves a directory and what differs from the one that was left before.
    func leave(_ directory: DeviceDirectory, _ changes: DirectoryChanges) {
        contents.withLock { contents in
            guard var (_, all) = contents.directory else { return contents.directory = (directory, changes) }
            all.add(changes)
            contents.directory = (directory, all)
        }
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

    func leave(_ purge: PurgeRequest) {
        contents.withLock { $0.purges.append(purge) }
        wakeUp.signal()
    }

    /// Leaves news of things' hardware, unless earlier ones still lie there.
    ///
    /// - Returns: whether they were left.
    func leave(_ news: [HardwareNews]) -> Bool {
        let isLeft = self.news.withLock { waiting in
            guard waiting.isEmpty else { return false }
            waiting = news
            return true
        }
        if isLeft { wakeUp.signal() }
        return isLeft
    }

    /// Takes the news of things' hardware.
    func takeNews() -> [HardwareNews] {
        news.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
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
            contents.purges.removeAll()
            return taken
        }
    }
}
