import KubeObjects

/// A field that somebody else owns and that a server-side apply wants to change.
package struct ApplyConflict: Hashable, Sendable {
    /// The name of the owner.
    package var manager: String
    /// The version that an owner by update wrote; nil for an owner by apply.
    package var version: String?
    package var subresource: String?
    /// For example `.data.k`.
    package var field: String

    /// The message of the cause, `conflict with "kubectl" using v1`.
    package var message: String { "conflict with \(owner)" }

    /// The owner as messages name it. Source: k8s.io/apimachinery pkg/util/managedfields/internal/conflict.go.
    var owner: String {
        let subresource = subresource.map { " with subresource \($0.goQuoted)" } ?? ""
        let version = version.map { " using \($0)" } ?? ""
        return manager.goQuoted + subresource + version
    }
}
