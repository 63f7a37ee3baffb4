/// The certificates of the API and the files they are kept in.
///
/// The files are `ca.crt` (the authority, followed by those before it that clients may still have), `ca.key`,
/// `server.crt`, `server.key`, `admin.crt` and `admin.key`. Each is replaced as a whole, so that a process killed at any
/// point leaves a state that the next one mends.
package struct PKI: ~Copyable, Sendable {
    let directory: IdentityDirectory
    let names: ServerNames
    var authority: AuthorityChain
    var server: Credential
    var admin: Credential

    /// Loads what is in the directory at `path` and makes what is missing, broken or too old.
    ///
    /// - Parameters:
    ///   - path: `<state>/pki`; made when it is missing, with mode 0700.
    ///   - hostname: The machine's, for the server's certificate.
    ///   - listenAddress: What the server binds to, for its certificate.
    ///   - now: Seconds since 1970.
    /// - Throws: `IdentityError`. One about the authority means that nothing was changed.
    package static func open(
        directory path: String,
        hostname: String,
        listenAddress: String,
        now: Int64
    ) throws(IdentityError) -> PKI {
        let directory = try IdentityDirectory(path: path)
        let names = ServerNames(hostname: hostname, listenAddress: listenAddress)
        let present = try AuthorityChain.load(from: directory, now: now)
        var authority = if let present { present } else { try AuthorityChain.make(in: directory, now: now) }
        _ = try authority.renew(in: directory, now: now)
        let server = try authority.credential(.server(names), in: directory, now: now)
        let admin = try authority.credential(.admin, in: directory, now: now)
        return PKI(directory: directory, names: names, authority: authority, server: server, admin: admin)
    }

    /// Replaces what is to end soon: the server's and the administrator's certificates when a third of their time is
    /// left, and everything when the authority has less than a year.
    ///
    /// - Returns: Whether anything is new, so that TLS and the kubeconfig have to follow.
    /// - Throws: `IdentityError`; what was replaced before stays so.
    package mutating func renew(now: Int64) throws(IdentityError) -> Bool {
        var isNew = try authority.renew(in: directory, now: now)
        let profile = CertificateProfile.server(names)
        if !authority.accepts(server, as: profile, now: now) {
            server = try authority.issue(profile, in: directory, now: now)
            isNew = true
        }
        if !authority.accepts(admin, as: .admin, now: now) {
            admin = try authority.issue(.admin, in: directory, now: now)
            isNew = true
        }
        return isNew
    }

    /// The authorities that clients and the server trust, as PEM.
    package var authorityPEM: String { authority.pem }

    /// When the authority's certificate begins and ends, in seconds since 1970. A clock before the beginning is wrong,
    /// and no client connects until it is set.
    package var authorityValidity: ClosedRange<Int64> {
        let certificate = authority.current.certificate
        return certificate.begins...max(certificate.begins, certificate.ends)
    }
}
