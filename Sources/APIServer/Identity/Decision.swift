/// The answer to whether a user may do something.
package enum Decision: Hashable, Sendable {
    case allow
    /// The reason is Kubernetes' text, for the end of `secrets is forbidden: …`.
    case deny(reason: String)
}
