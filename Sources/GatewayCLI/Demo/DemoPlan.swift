/// What the demo does by itself, and when: pure, so that it can be tested without a second passing.
///
/// ```
/// 0 ───────────── 1/3 ───────────── 7/12 ───────────── 5/6 ───── until all is accounted for
/// sensors publish │ uplink cut      │ uplink restored  │ sensors stop, the rest is drained
/// ```
/// Once a person has cut or restored the uplink, only persons do.
struct DemoPlan {
    enum Action: Equatable {
        case cutUplink
        case sabotage
        case restoreUplink
        case stopSensors
    }

    private let cut: Duration
    private let restore: Duration
    private let stop: Duration?
    private let sabotages: Bool

    private(set) var isCut = false
    private var cutAt: Duration = .zero
    private var scriptIsOver = false
    private var isSabotaged = false
    private var isStopped = false

    /// - Parameters:
    ///   - length: how long sensors publish and the rest is drained; nil: until a person ends it.
    ///   - sabotages: whether rows are deleted from the buffer during the outage.
    init(length: Duration?, sabotages: Bool) {
        cut = length.map { $0 / 3 } ?? .seconds(15)
        restore = length.map { $0 * 7 / 12 } ?? .seconds(27)
        stop = length.map { $0 * 5 / 6 }
        self.sabotages = sabotages
    }

    /// What is due at a time since the start.
    mutating func actions(at elapsed: Duration) -> [Action] {
        guard !isStopped else { return [] }
        var actions: [Action] = []
        if !scriptIsOver, !isCut, elapsed >= cut { actions.append(cutNow(elapsed)) }
        if isCut, sabotages, !isSabotaged, elapsed >= cutAt + (restore - cut) / 2 {
            isSabotaged = true
            actions.append(.sabotage)
        }
        if !scriptIsOver, isCut, elapsed >= restore {
            scriptIsOver = true
            actions.append(restoreNow())
        }
        if let stop, elapsed >= stop { actions += end() }
        return actions
    }

    /// A person cuts or restores the uplink.
    mutating func toggle(at elapsed: Duration) -> [Action] {
        guard !isStopped else { return [] }
        scriptIsOver = true
        return [isCut ? restoreNow() : cutNow(elapsed)]
    }

    /// A person ends the demo, or its time is over: the uplink is restored, so that the rest can be drained.
    mutating func end() -> [Action] {
        guard !isStopped else { return [] }
        isStopped = true
        return (isCut ? [restoreNow()] : []) + [.stopSensors]
    }

    private mutating func cutNow(_ elapsed: Duration) -> Action {
        isCut = true
        cutAt = elapsed
        return .cutUplink
    }

    private mutating func restoreNow() -> Action {
        isCut = false
        return .restoreUplink
    }
}
