package import LinuxSystem

/// Why the daemon has no identity: no authority, no certificates, or no key for tokens.
package enum IdentityError: Error, Hashable, Sendable {
    /// `path` is the directory's.
    case system(path: String, SystemError)
    /// The directory belongs to somebody else, who could read and change every key.
    case foreignOwner(path: String, uid: UInt32)
    /// There is a certificate of the authority and no key for it.
    case authorityKeyMissing(key: String, certificate: String)
    case authorityKeyUnreadable(key: String, certificate: String)
    case authorityCertificateUnreadable(certificate: String)
    case authorityKeyMismatch(key: String, certificate: String)
    case tokenKeyUnreadable(key: String)
    /// A certificate could not be made; the library's reason.
    case cannotIssue(String)
    /// The TLS library does not take a certificate or a key; its reason.
    case tls(String)
    case cannotSignToken
}

extension IdentityError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let path, let error):
            "\(path): \(error)"
        case .foreignOwner(let path, let uid):
            "\(path): belongs to user \(uid), not to the user of this process"
        case .authorityKeyMissing(let key, let certificate):
            "\(key): missing, and \(certificate) is of no use without it. Bring it back or delete \(certificate). \(loss)"
        case .authorityKeyUnreadable(let key, let certificate):
            "\(key): holds no PEM of a P-256 private key. Bring it back or delete it and \(certificate). \(loss)"
        case .authorityCertificateUnreadable(let certificate):
            "\(certificate): holds no PEM of certificates. Bring it back or delete it: "
                + "a new one is made for the same key, and kubeconfig files handed out so far need the new one."
        case .authorityKeyMismatch(let key, let certificate):
            "\(key): is not the key of \(certificate). Bring back the right one or delete both. \(loss)"
        case .tokenKeyUnreadable(let key):
            "\(key): holds no PEM of a P-256 private key. Bring it back or delete it: "
                + "a new one is made, and tokens handed out so far are refused."
        case .cannotIssue(let reason):
            "cannot make a certificate: \(reason)"
        case .tls(let reason):
            "cannot set up TLS: \(reason)"
        case .cannotSignToken:
            "cannot sign a token"
        }
    }

    /// What deleting the authority means.
    private var loss: String {
        "Without it a new authority is made, and kubeconfig files and client certificates handed out so far are refused."
    }
}
