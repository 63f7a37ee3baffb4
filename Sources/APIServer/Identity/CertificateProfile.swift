import X509

/// What a certificate of ours is for.
enum CertificateProfile: Hashable, Sendable {
    case server(ServerNames)
    /// The client certificate of the administrator's kubeconfig.
    case admin

    /// The name of its files, without `.crt` and `.key`.
    var fileName: String {
        switch self {
        case .server: "server"
        case .admin: "admin"
        }
    }

    /// - Throws: What the library throws.
    func subject() throws -> DistinguishedName {
        switch self {
        case .server:
            try DistinguishedName { CommonName("secretd") }
        case .admin:
            // Source: Kubernetes reads the user from the common name and the groups from the organizations.
            try DistinguishedName {
                OrganizationName(User.masters)
                CommonName("secretd-admin")
            }
        }
    }

    /// - Throws: What the library throws.
    func extensions(for key: Certificate.PublicKey, by authority: Certificate) throws -> Certificate.Extensions {
        try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([usage])
            SubjectKeyIdentifier(hash: key)
            // Two authorities with one name are told apart by this when one takes over from the other.
            AuthorityKeyIdentifier(
                keyIdentifier: try authority.extensions.subjectKeyIdentifier?.keyIdentifier
            )
            if case .server(let names) = self { SubjectAlternativeNames(names.names) }
        }
    }

    /// Whether a certificate says what one of this kind says now.
    func describes(_ certificate: Certificate) -> Bool {
        let extended = try? certificate.extensions.extendedKeyUsage
        guard extended?.contains(usage) == true else { return false }
        switch self {
        case .server(let names): return names.are(in: certificate)
        case .admin: return certificate.subject == (try? subject())
        }
    }

    private var usage: ExtendedKeyUsage.Usage {
        switch self {
        case .server: .serverAuth
        case .admin: .clientAuth
        }
    }
}
