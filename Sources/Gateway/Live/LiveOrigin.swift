/// Whose event it is, as far as that is known; what filters look at.
struct LiveOrigin {
    var agency: Substring?
    var domain: Substring?
    var thing: Substring?
    var hardwareID: String?

    init(hardwareID: String?, thing: String? = nil, agency: String? = nil, domain: String? = nil) {
        self.hardwareID = hardwareID
        self.thing = thing.map { $0[...] }
        self.agency = agency.map { $0[...] }
        self.domain = domain.map { $0[...] }
    }

    /// What an upstream topic says: `<prefix>/<agency>/<domain>/<thing>/reading`.
    init(hardwareID: String?, topic: String) {
        self.hardwareID = hardwareID
        let levels = topic.split(separator: "/", omittingEmptySubsequences: false)
        guard levels.count >= 4 else { return }
        agency = levels[levels.count - 4]
        domain = levels[levels.count - 3]
        thing = levels[levels.count - 2]
    }
}
