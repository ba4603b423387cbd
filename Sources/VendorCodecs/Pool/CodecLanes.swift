/// The two workers of a pool and what is known of its codecs; confined to the pool's lock.
struct CodecLanes {
    /// The most payloads of one crossing.
    static let callsPerFrame = 256
    /// The most bytes of one crossing's payloads, give or take one.
    static let bytesPerFrame = 4 << 20
    /// How long a text that cannot be run is not tried again, in microseconds.
    static let unusablePause: Int64 = 60_000_000
    /// How long no worker is started after one that could not be, in microseconds.
    static let startPause: Int64 = 1_000_000

    private let workerPath: String
    private let limits: CodecLimits
    private var shared: WorkerProcess?
    private var apart: WorkerProcess?
    private var standings: [CodecProgram.Key: CodecStanding] = [:]
    private var unusable: [CodecProgram.Key: (failure: CodecFailure, until: Int64)] = [:]
    private var now: Int64 = 0
    private var nextStart: (at: Int64, failure: CodecFailure)?
    private var events: [CodecPoolEvent] = []
    private(set) var status = CodecPoolStatus()

    init(workerPath: String, limits: CodecLimits) {
        self.workerPath = workerPath
        self.limits = limits
    }

    var workerProcessIDs: [Int32] { [shared, apart].compactMap { $0?.processID } }

    mutating func takeEvents() -> [CodecPoolEvent] {
        defer { events = [] }
        return events
    }

    mutating func keep(only programs: Set<CodecProgram.Key>) {
        standings = standings.filter { programs.contains($0.key) }
        unusable = unusable.filter { programs.contains($0.key) }
        publishStandings()
    }

    mutating func endWorkers() {
        shared = nil
        apart = nil
    }

    mutating func problem(of program: CodecProgram) -> CodecFailure? {
        do throws(CodecFailure) {
            let worker = try worker(isShared: false, now: 0)
            _ = try load(program, worker, keeping: [], isShared: false)
            return nil
        } catch {
            return error
        }
    }

    // MARK: A batch

    mutating func decode(
        _ calls: [CodecCall],
        now: Int64,
        within milliseconds: Int
    ) -> [Result<[UInt8], CodecFailure>] {
        self.now = now
        var batch = CodecBatch(calls: calls, milliseconds: milliseconds)
        var together: [Int] = []
        var alone: [Int] = []
        for (index, call) in calls.enumerated() {
            if let refusal = standings[call.program.key, default: CodecStanding()].refusal(at: now) {
                batch.outcomes[index] = .failure(refusal)
            } else if call.payload.count > CodecCall.payloadBytesMax {
                batch.outcomes[index] = .failure(
                    .refused(message: "a payload of \(call.payload.count) bytes; at most \(CodecCall.payloadBytesMax)")
                )
            } else if isSuspect(call) {
                alone.append(index)
            } else {
                together.append(index)
            }
        }
        if !together.isEmpty { alone += decodeTogether(together, &batch, now) }
        // A suspect may take all the time there is: whoever is none comes first.
        var suspects: [Int] = []
        for index in alone.sorted() where batch.outcomes[index] == nil {
            if isSuspect(batch.calls[index]) { suspects.append(index) } else { decodeAlone(index, &batch, now) }
        }
        for index in suspects { decodeAlone(index, &batch, now) }
        if !standings.values.contains(where: \.isSuspect) { apart = nil }
        count(batch)
        publishStandings()
        return batch.outcomes.map { $0 ?? .failure(.noWorker(message: "the payload was passed over")) }
    }

    /// Decodes payloads in the shared worker.
    ///
    /// - Returns: those that have to be tried alone, as the worker did not survive one of them.
    private mutating func decodeTogether(_ indices: [Int], _ batch: inout CodecBatch, _ now: Int64) -> [Int] {
        var rest = indices[...]
        var alone: [Int] = []
        while !rest.isEmpty {
            if let failure = batch.crowdedOut {
                for index in rest { batch.outcomes[index] = .failure(failure) }
                return alone
            }
            let worker: WorkerProcess
            do throws(CodecFailure) {
                worker = try self.worker(isShared: true, now: now)
            } catch {
                for index in rest { batch.outcomes[index] = .failure(error) }
                return alone
            }
            var items: [WorkerRequest.Item] = []
            var asked: [Int] = []
            var inFrame: Set<CodecProgram.Key> = []
            var bytes = 0
            while let index = rest.first, asked.count < CodecLanes.callsPerFrame, bytes < CodecLanes.bytesPerFrame {
                let call = batch.calls[index]
                let isNew = inFrame.insert(call.program.key).inserted
                // A codec of this frame must not give way to another.
                if isNew, inFrame.count > WorkerProcess.codecsMax { break }
                rest.removeFirst()
                if isSuspect(call) {
                    alone.append(index)
                    continue
                }
                do throws(CodecFailure) {
                    let slot = try load(call.program, worker, keeping: inFrame, isShared: true)
                    try batch.checkTime(of: call.program.key, limits)
                    items.append(call.item(slot: slot))
                    asked.append(index)
                    bytes += call.payload.count
                } catch {
                    // The shared worker is gone, and what was to be asked with it. Which codec has used up its memory
                    // is not known: not always the one that was loaded last.
                    if shared == nil { return alone + [index] + asked + rest }
                    settle(index, .failure(error), &batch, now)
                }
            }
            guard !items.isEmpty else { continue }
            guard let answers = ask(worker, items), !answers.isEmpty else {
                lose(isShared: true)
                return alone + asked + rest
            }
            var isExhausted = false
            for (index, answer) in zip(asked, answers) {
                guard answer.isOutOfMemory else {
                    take(answer, index, &batch, now)
                    continue
                }
                // Who has used it up is not known: what failed for want of it is tried in a worker of its own.
                isExhausted = true
                alone.append(index)
            }
            if isExhausted { lose(isShared: true) }
            rest = asked[min(answers.count, asked.count)...] + rest
        }
        return alone
    }

    /// Decodes one payload in the worker of the suspects.
    private mutating func decodeAlone(_ index: Int, _ batch: inout CodecBatch, _ now: Int64) {
        let call = batch.calls[index]
        if let refusal = standings[call.program.key, default: CodecStanding()].refusal(at: now) {
            return batch.outcomes[index] = .failure(refusal)
        }
        if let failure = batch.crowdedOut { return batch.outcomes[index] = .failure(failure) }
        do throws(CodecFailure) {
            try batch.checkTime(of: call.program.key, limits)
            take(try answer(to: call), index, &batch, now)
        } catch {
            settle(index, .failure(error), &batch, now)
        }
    }

    /// The answer of the suspects' worker, and to be sure of one that nobody else has used: the memory that is missing may
    /// be in the hands of the codecs that were there before.
    private mutating func answer(to call: CodecCall) throws(CodecFailure) -> WorkerAnswer.Item {
        let isShared = apart.map { !$0.holdsNothing(but: call.program.key) } ?? false
        do throws(CodecFailure) {
            return try answerAlone(to: call)
        } catch {
            guard isShared, case .crashed = error else { throw error }
            apart = nil
            return try answerAlone(to: call)
        }
    }

    private mutating func answerAlone(to call: CodecCall) throws(CodecFailure) -> WorkerAnswer.Item {
        let worker = try worker(isShared: false, now: now)
        let slot = try load(call.program, worker, keeping: [], isShared: false)
        guard let answer = ask(worker, [call.item(slot: slot)])?.first else { throw crash(lose(isShared: false)) }
        guard !answer.isOutOfMemory else {
            apart = nil
            throw .crashed(message: "it used up its memory")
        }
        return answer
    }

    private func ask(_ worker: WorkerProcess, _ items: [WorkerRequest.Item]) -> [WorkerAnswer.Item]? {
        do throws(ProtocolError) {
            guard case .decoded(let answers) = try worker.exchange(.decode(items), patience) else { return nil }
            return answers
        } catch {
            return nil
        }
    }

    private mutating func take(_ answer: WorkerAnswer.Item, _ index: Int, _ batch: inout CodecBatch, _ now: Int64) {
        batch.spent[batch.calls[index].program.key, default: 0] += Int(answer.microseconds)
        let message = String(decoding: answer.text.prefix(WorkerAnswer.messageBytesMax), as: UTF8.self)
        let outcome: Result<[UInt8], CodecFailure> =
            switch answer.status {
            case .data where answer.text.count > limits.outputBytesMax:
                .failure(.tooLarge(bytesMax: limits.outputBytesMax))
            case .data: .success(answer.text)
            case .refused: .failure(.refused(message: message))
            case .wrongType: .failure(.wrongType(message: message))
            case .tooLarge: .failure(.tooLarge(bytesMax: limits.outputBytesMax))
            case .tooDeep: .failure(.tooDeep(depthMax: limits.depthMax))
            case .timedOut: .failure(.timedOut(milliseconds: limits.callMilliseconds))
            case .notLoaded: .failure(.unusable(message: "it is not loaded"))
            }
        settle(index, outcome, &batch, now)
    }

    private mutating func settle(
        _ index: Int,
        _ outcome: Result<[UInt8], CodecFailure>,
        _ batch: inout CodecBatch,
        _ now: Int64
    ) {
        batch.outcomes[index] = outcome
        let key = batch.calls[index].program.key
        var standing = standings[key] ?? CodecStanding()
        switch outcome {
        case .success:
            if standing.wasSwitchedOff { events.append(.switchedOn(codec: key.name)) }
            standing.succeeded()
        case .failure(let failure):
            if standing.failed(failure, at: now, limits: limits) {
                events.append(.switchedOff(codec: key.name, because: "\(failure)"))
            }
        }
        standings[key] = standing
    }

    // MARK: Workers

    private var patience: WorkerProcess.Patience {
        let cpu = limits.silenceMilliseconds
        return WorkerProcess.Patience(cpuMilliseconds: cpu, wallMilliseconds: 5 * cpu)
    }

    private var loadPatience: WorkerProcess.Patience {
        let cpu = limits.silenceMilliseconds + limits.loadMilliseconds
        return WorkerProcess.Patience(cpuMilliseconds: cpu, wallMilliseconds: 5 * cpu)
    }

    private mutating func worker(isShared: Bool, now: Int64) throws(CodecFailure) -> WorkerProcess {
        if let running = isShared ? shared : apart {
            if !running.hasEnded() { return running }
            lose(isShared: isShared)
        }
        if let pause = nextStart, pause.at > now { throw pause.failure }
        nextStart = nil
        do throws(CodecFailure) {
            let started = try WorkerProcess(path: workerPath, patience: loadPatience)
            status.workersStarted += 1
            if isShared { shared = started } else { apart = started }
            return started
        } catch {
            nextStart = (now + CodecLanes.startPause, error)
            events.append(.workerMissing(because: "\(error)"))
            throw error
        }
    }

    /// The slot of a codec in a worker; loads it where that was not done yet.
    private mutating func load(
        _ program: CodecProgram,
        _ worker: WorkerProcess,
        keeping kept: Set<CodecProgram.Key>,
        isShared: Bool
    ) throws(CodecFailure) -> UInt32 {
        if let slot = worker.slot(of: program.key) { return slot }
        if let known = unusable[program.key], known.until > now { throw known.failure }
        let problem: String?
        do throws(ProtocolError) {
            problem = try worker.load(program, keeping: kept, loadPatience)
        } catch {
            throw crash(lose(isShared: isShared))
        }
        if let problem, WorkerAnswer.Item.saysOutOfMemory(problem.utf8) {
            lose(isShared: isShared)
            throw .crashed(message: "it used up its memory when it was loaded")
        }
        if let problem {
            unusable[program.key] = (.unusable(message: problem), now + CodecLanes.unusablePause)
            throw .unusable(message: problem)
        }
        guard let slot = worker.slot(of: program.key) else { throw .unusable(message: "it is not loaded") }
        return slot
    }

    /// A worker did not survive.
    @discardableResult
    private mutating func lose(isShared: Bool) -> String {
        let lost = isShared ? shared : apart
        if isShared { shared = nil } else { apart = nil }
        let cause = lost?.end() ?? "it was ended"
        status.workersLost += 1
        events.append(.workerEnded(because: cause))
        return cause
    }

    private func crash(_ cause: String) -> CodecFailure {
        cause == WorkerProcess.silence ? .hung(milliseconds: limits.silenceMilliseconds) : .crashed(message: cause)
    }

    private func isSuspect(_ call: CodecCall) -> Bool { standings[call.program.key]?.isSuspect == true }

    // MARK: Counting

    private mutating func count(_ batch: CodecBatch) {
        status.calls += batch.calls.count
        for case .failure(let failure)? in batch.outcomes { status.failures[failure.reason, default: 0] += 1 }
    }

    private mutating func publishStandings() {
        status.switchedOff = [:]
        for (key, standing) in standings where standing.isOff { status.switchedOff[key.name] = standing.cause }
    }
}
