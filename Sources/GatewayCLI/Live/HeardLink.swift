/// One of the gateway's two links, and whether it stands.
struct HeardLink {
    let isField: Bool
    let isOpen: Bool
    let reason: String?

    var sentence: String {
        let broker = isField ? "the sensors' broker" : "the operations center"
        if isOpen { return "the gateway is on \(broker)" }
        return "the gateway has lost \(broker)" + (reason.map { ": \($0)" } ?? "")
    }
}
