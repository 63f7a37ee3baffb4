import APIServer
package import KubeObjects

/// `create secret tls`.
package struct TLSSecretDraft: SecretDraft {
    package var name: DraftName
    /// The file of the certificate in PEM.
    package var certificate: String
    /// The file of its private key in PEM.
    package var key: String

    package init(name: DraftName, certificate: String, key: String) {
        self.name = name
        self.certificate = certificate
        self.key = key
    }

    /// kubectl leaves it to the server to miss a name here.
    package func object() throws(KubectlError) -> JSONValue {
        guard !certificate.isEmpty, !key.isEmpty else { throw KubectlError("key and cert must be specified") }
        let pair = (certificate: try read(certificate), key: try read(key))
        let problem = pair.certificate.withBytes { certificate in
            pair.key.withBytes { X509KeyPairCheck.warning(certificate: certificate, key: $0) }
        }
        if let problem { throw KubectlError(problem) }
        return Self.secret(name, type: "kubernetes.io/tls", data: ["tls.crt": pair.certificate, "tls.key": pair.key])
    }

    private func read(_ path: String) throws(KubectlError) -> SecretBytes {
        do { return try SourceFile.read(path) } catch {
            throw KubectlError("Cannot read file \(path), \(error.goDescription)")
        }
    }
}
