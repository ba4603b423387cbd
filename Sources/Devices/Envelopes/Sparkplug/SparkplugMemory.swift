/// What Sparkplug births have said: for every node and device, which metric an alias stands for and of what type it is.
///
/// Invariants:
/// - at most `nodesMax` nodes and `metricsMax` metrics in all: the node that was born longest ago is forgotten first, and
///   its data waits in quarantine for its next birth;
/// - an NBIRTH replaces all that was known of a node and its devices, a DBIRTH all that was known of the device;
/// - an NDEATH forgets the node only if it belongs to the birth that is known (`bdSeq`);
/// - a message that was kept and is read again replaces nothing that was heard since, and forgets nothing.
public struct SparkplugMemory: Sendable {
    /// The most nodes.
    static let nodesMax = 1_024
    /// The most metrics of all nodes together.
    static let metricsMax = 131_072

    /// What a birth says of a metric.
    struct Known: Hashable, Sendable {
        let name: String
        let type: SparkplugDataType?
    }

    /// The metrics of a node itself or of one of its devices.
    struct Born: Sendable {
        var byAlias: [UInt64: Known] = [:]
        var types: [String: SparkplugDataType] = [:]
        /// How the birth came.
        fileprivate(set) var hearing = SparkplugHearing.undated

        var count: Int { byAlias.count + types.count }
    }

    private struct Node {
        var number = 0
        var birthSequence: UInt64?
        var last: UInt8?
        /// The next message may be one that was read before.
        var mayRepeat = false
        /// By the device's name; the node itself has the empty one.
        var born: [String: Born] = [:]
    }

    /// Messages that are missing by their sequence numbers; a gap counts once.
    public private(set) var sequenceGaps = 0
    /// Metrics whose values have no place in a reading: data sets, templates, bytes.
    public internal(set) var skippedMetrics = 0

    /// How the next message comes.
    var hearing = SparkplugHearing.undated
    /// The birth that was noted last.
    public private(set) var latest: SparkplugBirth?

    private var nodes: [String: Node] = [:]
    private var births = 0
    private var metrics = 0

    /// How many metrics are known.
    var count: Int { metrics }

    /// How many devices of a node are known, the node itself among them.
    func devices(of node: String) -> Int { nodes[node]?.born.count ?? 0 }

    /// Notes a birth of a node, or (`device`) of one of its devices.
    mutating func birth(node name: String, device: String?, birthSequence: UInt64?, _ born: Born) {
        var born = born
        born.hearing = hearing
        var node = nodes[name] ?? Node()
        let known = node.born[device ?? ""]
        if let known, !hearing.isNewer(than: known.hearing) { return }
        if device != nil || hearing.isAgain {
            metrics -= known?.count ?? 0
            // One that says nothing has no place: there may be any number of them.
            node.born[device ?? ""] = born.count == 0 ? nil : born
        } else {
            metrics -= node.born.values.reduce(0) { $0 + $1.count }
            node = Node(birthSequence: birthSequence, born: ["": born])
        }
        metrics += born.count
        births += 1
        latest = SparkplugBirth(number: births, node: name, device: device)
        node.number = births
        nodes[name] = node
        makeRoom(beside: name)
    }

    /// Notes a death of a node, or of one of its devices.
    mutating func death(node name: String, device: String?, birthSequence: UInt64?) {
        guard let node = nodes[name], !hearing.isAgain else { return }
        if let device {
            metrics -= node.born[device]?.count ?? 0
            nodes[name]?.born[device] = nil
        } else if birthSequence == nil || node.birthSequence == nil || birthSequence == node.birthSequence {
            forget(name)
        }
    }

    /// Compares a sequence number with the last one of the node; a birth of the node begins anew.
    mutating func note(sequence: UInt8, of name: String, isBirth: Bool) {
        guard let node = nodes[name] else { return }
        nodes[name]?.last = sequence
        nodes[name]?.mayRepeat = false
        guard let last = node.last, !isBirth else { return }
        // The same number again is the same message again; a number from before can be one after a new connection.
        let step = sequence &- last
        let isRepeat = step == 0 || node.mayRepeat && step >= 128
        if step != 1, !isRepeat { sequenceGaps += 1 }
    }

    /// Whether what is known of a device, or of the node itself, may be another birth's than that of the message.
    func isDoubtful(_ name: String, device: String?) -> Bool {
        guard let born = nodes[name]?.born[device ?? ""] else { return false }
        return hearing.isDoubtful(by: born.hearing)
    }

    /// What an alias of a device, or of the node itself, stands for.
    func metric(_ alias: UInt64, of name: String, device: String?) -> Known? {
        guard let node = nodes[name] else { return nil }
        return node.born[device ?? ""]?.byAlias[alias]
    }

    /// Of what type a metric is that is called by its name.
    func type(of metric: String, of name: String, device: String?) -> SparkplugDataType? {
        nodes[name]?.born[device ?? ""]?.types[metric]
    }

    /// Messages may come again that were read before.
    mutating func expectRepeats() {
        for name in nodes.keys { nodes[name]?.mayRepeat = true }
    }

    /// Nothing is missing or passed over yet, and any sequence number may come next.
    mutating func countAnew() {
        (sequenceGaps, skippedMetrics) = (0, 0)
        for name in nodes.keys { nodes[name]?.last = nil }
    }

    private mutating func forget(_ name: String) {
        guard let node = nodes.removeValue(forKey: name) else { return }
        metrics -= node.born.values.reduce(0) { $0 + $1.count }
    }

    private mutating func makeRoom(beside name: String) {
        while nodes.count > SparkplugMemory.nodesMax || metrics > SparkplugMemory.metricsMax {
            let oldest = nodes.filter { $0.key != name }.min { $0.value.number < $1.value.number }
            guard let oldest else { return forget(name) }
            forget(oldest.key)
        }
    }
}
