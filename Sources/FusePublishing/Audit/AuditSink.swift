import LinuxSystem

/// Where lines end up. Only the writer's thread calls it, and it may take its time.
protocol AuditSink: Sendable {
    /// What errors and the log call it.
    var name: String { get }

    /// Writes `entries` in their order.
    ///
    /// - Returns: How many from the first on are written, and why the rest is not.
    func write(_ entries: [AuditEntry]) -> (count: Int, failure: SystemError?)

    /// Goes over to the file that has the name now.
    func reopen() throws(SystemError)
}
