/// Why one source, or one key of it, could not be resolved.
package struct SourceProblem: Hashable, Sendable {
    /// A closed set, fit for a status or a label.
    package enum Reason: String, Hashable, Sendable {
        /// A required Secret or ConfigMap is not there.
        case objectNotFound = "ObjectNotFound"
        /// A listed key is not in the object.
        case keyNotFound = "KeyNotFound"
        /// A file name that no filesystem or no volume can hold.
        case invalidPath = "InvalidPath"
        /// One path is a directory to another one.
        case pathConflict = "PathConflict"
        /// A field or resource of the Pod that cannot be projected.
        case invalidFieldReference = "InvalidFieldReference"
        /// A kind of source that secretd does not serve.
        case unsupportedSource = "UnsupportedSource"
        /// Image pull Secrets that are not there.
        case failedToRetrieveImagePullSecret = "FailedToRetrieveImagePullSecret"
        /// An image pull Secret that holds no registry logins that can be read.
        case invalidImagePullSecret = "InvalidImagePullSecret"
    }

    package var source: SourceReference
    /// The key, where the problem is one key's.
    package var key: String?
    package var reason: Reason
    /// For people, in kubelet's words where it has them: `secret "kuard-tls" not found`.
    package var message: String

    package init(_ source: SourceReference, key: String? = nil, _ reason: Reason, _ message: String) {
        self.source = source
        self.key = key
        self.reason = reason
        self.message = message
    }
}

extension SourceProblem: CustomStringConvertible {
    package var description: String { message }
}
