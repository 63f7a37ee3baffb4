/// Where the audit log goes.
package enum AuditDestination: Hashable, Sendable {
    /// systemd's journal; standard error where none listens.
    case journal
    /// A file, by its path.
    case file(String)
}
