/// Who sent a message that carries no reading.
struct HeardSender {
    let hardwareID: String?
    let thing: String?

    /// The name that people know it by.
    var name: String? { thing ?? hardwareID }
}
