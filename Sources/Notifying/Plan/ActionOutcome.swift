/// How an action ended.
package enum ActionOutcome: Hashable, Sendable {
    case told
    /// There was nobody to tell, and why.
    case skipped(String)
    /// Text for logs and status; never a value.
    case failed(String)
    /// The daemon ends. The next one tells.
    case cancelled
}
