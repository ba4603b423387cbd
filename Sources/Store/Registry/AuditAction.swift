/// What a line of the audit tells of; a closed set, so that it can be searched.
public enum AuditAction: String, CaseIterable, Hashable, Sendable {
    /// A thing was registered.
    case thingAdded = "thing-added"
    /// Something about a thing was changed.
    case thingChanged = "thing-changed"
    /// A thing was removed.
    case thingRemoved = "thing-removed"
    /// Other hardware was bound to a thing.
    case hardwareReplaced = "hardware-replaced"
    /// A device got a key.
    case keySet = "key-set"
    /// A device's key was forgotten.
    case keyRemoved = "key-removed"
    /// A device got a password.
    case credentialsIssued = "credentials-issued"
    /// A device's password was taken back.
    case credentialsRevoked = "credentials-revoked"
    /// A vendor's codec was installed.
    case codecInstalled = "codec-installed"
    /// A vendor's codec was removed.
    case codecRemoved = "codec-removed"
    /// Quarantined messages are about to be dropped; what was dropped is told by the next line, or it was interrupted.
    case quarantineDropBegun = "quarantine-drop-begun"
    /// Quarantined messages were dropped.
    case quarantineDropped = "quarantine-dropped"
    /// An action that a newer gateway wrote.
    case other = "other"
}
