package import KubeObjects

/// Where the bytes of credentials come from: the volumes that readers see.
package protocol CredentialSource: Sendable {
    /// Looks for a file in what is live now. May be called from any thread; must not wait.
    ///
    /// - Parameters:
    ///   - file: A path in the volume.
    ///   - volume: Nil: all of the Pod's own.
    ///   - isLate: Whether a volume that is not there yet is passed over, where another one has the file.
    func look(for file: String, namespace: String, pod: String, volume: String?, isLate: Bool) -> CredentialLookup
}

/// What a `CredentialSource` found.
package enum CredentialLookup: Sendable {
    case found(SecretBytes, volume: String, generation: String)
    /// It is not there, and waiting does not help: why, for people.
    case missing(String)
    /// The volume is not there yet: why, for people.
    case notReady(String)
}
