/// A ServiceAccount, as far as pull secrets and token rules need it.
package struct ServiceAccount: Equatable, Sendable {
    package var metadata: ObjectMeta
    /// Names of the account's `imagePullSecrets`.
    package var imagePullSecrets: [String]
    package var automountServiceAccountToken: Bool?
    package var document: JSONValue

    package init(
        metadata: ObjectMeta,
        imagePullSecrets: [String] = [],
        automountServiceAccountToken: Bool? = nil,
        document: JSONValue = .object([:])
    ) {
        self.metadata = metadata
        self.imagePullSecrets = imagePullSecrets
        self.automountServiceAccountToken = automountServiceAccountToken
        self.document = document
    }
}
