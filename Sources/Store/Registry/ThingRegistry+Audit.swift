internal import GRDB
public import Observations

extension ThingRegistry {
    /// Lines of the audit, the newest first: of one subject or of all, before a line or from the newest on.
    public func audit(
        of subject: String? = nil,
        before line: Int64? = nil,
        limit: Int
    ) throws(StoreError) -> [AuditEntry] {
        var entries: [AuditEntry] = []
        try visitAudit(of: subject, before: line, limit: limit) { entries.append($0) }
        return entries
    }

    /// Passes lines of the audit on, the newest first, each while it is read.
    public func visitAudit(
        of subject: String? = nil,
        before line: Int64? = nil,
        limit: Int,
        _ body: (AuditEntry) -> Void
    ) throws(StoreError) {
        try read { try AuditTable.visit($0, subject: subject, before: line, limit: limit, body) }
    }

    /// Notes that quarantined messages are about to be dropped.
    ///
    /// - Parameters:
    ///   - subject: whose they are.
    ///   - detail: how many and which, as named texts.
    /// - Throws: `StoreError` when the line cannot be written.
    public func noteQuarantineDropBegun(of subject: String, _ detail: [(String, String)]) throws(StoreError) {
        try write { database, author in
            try AuditTable.append(database, author, .quarantineDropBegun, subject, AuditDetail.texts(detail))
        }
    }

    /// Notes that quarantined messages were dropped.
    ///
    /// - Parameters:
    ///   - subject: whose they were.
    ///   - detail: how many and which, as named texts.
    /// - Throws: `StoreError` when the line cannot be written.
    public func noteQuarantineDrop(of subject: String, _ detail: [(String, String)]) throws(StoreError) {
        try write { database, author in
            try AuditTable.append(database, author, .quarantineDropped, subject, AuditDetail.texts(detail))
        }
    }

    /// Reads the whole audit, or its newest lines, and reckons their digests anew.
    public func verifyAudit(newest: Int64 = .max) throws(StoreError) -> AuditVerdict {
        try readAtOnce { try AuditTable.verify($0, newest: newest) }
    }

    /// The replacements of things' hardware after a place in their order, the oldest first.
    public func replacements(after sequence: Int64 = 0, limit: Int) throws(StoreError) -> [HardwareReplacement] {
        try read { try ReplacementTable.list($0, thing: nil, after: sequence, limit: limit) }
    }

    /// The place of the last replacement in their order; 0 when there was none.
    public func lastReplacement() throws(StoreError) -> Int64 { try read { try ReplacementTable.last($0) } }

    /// The replacements of one thing's hardware, the oldest first.
    public func replacements(of thing: Slug, limit: Int) throws(StoreError) -> [HardwareReplacement] {
        try read { try ReplacementTable.list($0, thing: thing.string, after: 0, limit: limit) }
    }
}
