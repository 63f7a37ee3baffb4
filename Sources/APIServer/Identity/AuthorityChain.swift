import SwiftASN1
import X509

/// The authority and those that it took over from and that have not ended yet.
struct AuthorityChain: Sendable {
    private(set) var current: CertificateAuthority
    private(set) var former: [Certificate]
    /// Of all of them, the current one first.
    private(set) var pem: String

    init(_ current: CertificateAuthority, former: [Certificate]) throws(IdentityError) {
        self.current = current
        self.former = former
        do {
            pem = try ([current.certificate] + former).map { try $0.serializeAsPEM().pemString + "\n" }.joined()
        } catch {
            throw .cannotIssue("\(error)")
        }
    }

    /// What a client certificate may lead to.
    var roots: [Certificate] { [current.certificate] + former }

    /// Whether a certificate is of the current authority, fits its purpose and has enough time left.
    func accepts(_ credential: Credential, as profile: CertificateProfile, now: Int64) -> Bool {
        let certificate = credential.certificate
        guard current.signed(certificate), profile.describes(certificate) else { return false }
        let life = certificate.ends - certificate.begins
        guard (certificate.ends - now) * 3 >= life else { return false }
        // One from the future was made by a wrong clock, or the clock is wrong now; then the authority is from the
        // future too, and a new certificate would not help.
        return certificate.begins <= now || !current.certificate.isValid(at: now)
    }

    /// The certificate in the files if it is accepted, and else a new one.
    func credential(
        _ profile: CertificateProfile,
        in directory: borrowing IdentityDirectory,
        now: Int64
    ) throws(IdentityError) -> Credential {
        if let present = Credential(profile.fileName, in: directory), accepts(present, as: profile, now: now) {
            return present
        }
        return try issue(profile, in: directory, now: now)
    }

    /// A new certificate, in memory and in the files.
    func issue(
        _ profile: CertificateProfile,
        in directory: borrowing IdentityDirectory,
        now: Int64
    ) throws(IdentityError) -> Credential {
        let made = try current.issue(profile, now: now)
        try made.write(profile.fileName, in: directory)
        return made
    }
}
