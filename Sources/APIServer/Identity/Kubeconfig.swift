import KubeObjects
package import LinuxSystem

/// The administrator's kubeconfig: everything that kubectl needs, in one file.
package enum Kubeconfig {
    /// The text of the file.
    ///
    /// - Parameters:
    ///   - pki: The administrator's certificate and key, and the authorities that kubectl is to trust.
    ///   - server: The address of the API, see `server(listenAddress:port:)`.
    package static func text(_ pki: borrowing PKI, server: String) -> String {
        """
        apiVersion: v1
        kind: Config
        current-context: secretd
        clusters:
        - name: secretd
          cluster:
            server: \(server)
            certificate-authority-data: \(base64(pki.authorityPEM))
        contexts:
        - name: secretd
          context:
            cluster: secretd
            namespace: default
            user: secretd-admin
        users:
        - name: secretd-admin
          user:
            client-certificate-data: \(base64(pki.admin.certificatePEM))
            client-key-data: \(base64(pki.admin.keyPEM))

        """
    }

    /// Where a client on this machine reaches the server. The certificate has every address that this gives, so no
    /// `tls-server-name` is needed.
    ///
    /// - Parameter listenAddress: What the server binds to.
    package static func server(listenAddress: String, port: Int) -> String {
        guard let address = ServerNames.address(listenAddress) else {
            // A name resolves to what the server has bound to; the certificate has the name.
            return "https://\(listenAddress):\(port)"
        }
        // Nobody can connect to the address that stands for all of them.
        guard address.contains(where: { $0 != 0 }) else { return "https://127.0.0.1:\(port)" }
        return "https://" + (address.count == 4 ? listenAddress : "[\(listenAddress)]") + ":\(port)"
    }

    /// Puts `text` at `name` with mode 0600, whole or not at all; leaves a file alone that is as it should be.
    ///
    /// - Returns: Whether the file is new.
    package static func write(
        _ text: String,
        to name: String,
        in directory: borrowing Directory
    ) throws(SystemError) -> Bool {
        let bytes = Array(text.utf8)
        // A link or something too large there is not it, and is replaced like everything else.
        if let present = try? directory.contents(of: name, limit: bytes.count), present == bytes,
            try directory.status(of: name).mode == 0o600
        {
            return false
        }
        try bytes.withUnsafeBufferPointer { (bytes) throws(SystemError) in
            try directory.replace(name, with: UnsafeRawBufferPointer(bytes), mode: 0o600)
        }
        return true
    }

    private static func base64(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let count = Base64.encodedCount(bytes.count)
        return String(unsafeUninitializedCapacity: count) { target in
            bytes.withUnsafeBytes { Base64.encode($0, into: UnsafeMutableRawBufferPointer(target)) }
            return count
        }
    }
}
