/// What an outcome means.
enum JobVerdict: Hashable, Sendable {
    case told
    case skipped(String)
    /// Another try comes after this long; at once where newer changes are waiting.
    case willRetry(Duration, String)
    case failed(String)
    /// Nobody waits for it any more: the rule or its volumes are gone, or the daemon ends.
    case dropped
}
