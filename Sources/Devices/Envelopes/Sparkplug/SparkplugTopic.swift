/// Who speaks, and of what: `spBv1.0/{group}/{type}/{node}[/{device}]`.
///
/// Levels before `spBv1.0` are a bridge's and left out. A host application's state (`spBv1.0/STATE/{host}`) has no node.
struct SparkplugTopic {
    /// What a message is.
    enum Kind: String {
        case nodeBirth = "NBIRTH"
        case nodeData = "NDATA"
        case nodeDeath = "NDEATH"
        case deviceBirth = "DBIRTH"
        case deviceData = "DDATA"
        case deviceDeath = "DDEATH"
        case nodeCommand = "NCMD"
        case deviceCommand = "DCMD"
        case state = "STATE"

        /// Whether the message is about a device and not about the node itself.
        var isOfDevice: Bool {
            switch self {
            case .deviceBirth, .deviceData, .deviceDeath, .deviceCommand: true
            case .nodeBirth, .nodeData, .nodeDeath, .nodeCommand, .state: false
            }
        }

        var isBirth: Bool { self == .nodeBirth || self == .deviceBirth }
    }

    let kind: Kind
    /// Group and node: `{group}/{node}`.
    let node: String
    let device: String?
    /// `{group}/{node}` or `{group}/{node}/{device}`: what a thing is bound to.
    let hardwareID: String

    init(_ topic: [UInt8]) throws(EnvelopeError) {
        let levels = topic.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let root = levels.firstIndex(where: { $0.elementsEqual("spBv1.0".utf8) }) else {
            throw .unknownEvent(offset: 0)
        }
        let names = levels[(root + 1)...].map { $0 }
        guard names.count >= 2 else { throw .missingTopicLevel(level: root + 2 + names.count) }
        if names[0].elementsEqual("STATE".utf8) {
            (kind, node, device) = (.state, "", nil)
            hardwareID = try HardwareIDRule.checked(names[1])
            return
        }
        guard let kind = Kind(rawValue: String(decoding: names[1], as: UTF8.self)), kind != .state else {
            throw .unknownEvent(offset: names[1].startIndex)
        }
        let wanted = kind.isOfDevice ? 4 : 3
        guard names.count >= wanted else { throw .missingTopicLevel(level: root + 2 + names.count) }
        guard names.count == wanted else { throw .unknownEvent(offset: names[wanted].startIndex) }
        self.kind = kind
        let node = "\(try HardwareIDRule.checked(names[0]))/\(try HardwareIDRule.checked(names[2]))"
        let device = kind.isOfDevice ? try HardwareIDRule.checked(names[3]) : nil
        let hardwareID = device.map { "\(node)/\($0)" } ?? node
        guard hardwareID.utf8.count <= Uplink.hardwareIDBytesMax else { throw .invalidHardwareID }
        (self.node, self.device, self.hardwareID) = (node, device, hardwareID)
    }

    /// The birth that data of this sender needs, in words.
    var birth: String { device == nil ? "NBIRTH of \(hardwareID)" : "DBIRTH of \(hardwareID)" }
}
