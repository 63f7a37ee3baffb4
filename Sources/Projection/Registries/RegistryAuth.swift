package import KubeObjects

/// A login to a registry.
package struct RegistryAuth: Equatable, Sendable {
    package var username: SecretBytes
    package var password: SecretBytes
    package var email: SecretBytes
    /// What an OAuth2 registry gives in place of a password. kubelet drops it.
    package var identityToken: SecretBytes
    /// A bearer token that is sent as it is. kubelet drops it.
    package var registryToken: SecretBytes

    /// Empty values are none.
    package init(
        username: SecretBytes = SecretBytes(utf8: ""),
        password: SecretBytes = SecretBytes(utf8: ""),
        email: SecretBytes = SecretBytes(utf8: ""),
        identityToken: SecretBytes = SecretBytes(utf8: ""),
        registryToken: SecretBytes = SecretBytes(utf8: "")
    ) {
        self.username = username
        self.password = password
        self.email = email
        self.identityToken = identityToken
        self.registryToken = registryToken
    }

    /// Whether there is something to log in with.
    package var isUsable: Bool {
        [username, password, identityToken, registryToken].contains { $0.count > 0 }
    }

    /// Takes user and password from an `auth` field.
    ///
    /// Base64 with or without its padding; line breaks count for nothing, blanks do not belong there. The first colon
    /// ends the user's name.
    /// Source: kubernetes pkg/credentialprovider/config.go decodeDockerConfigFieldAuth.
    mutating func decode(auth: SecretBytes) throws(DockerConfigError) {
        let decoded: SecretBytes
        do throws(Base64Error) {
            decoded = try auth.padded.withBytes { (text) throws(Base64Error) in try Base64.decode(text) }
        } catch {
            throw .badBase64(error)
        }
        (username, password) = try decoded.withBytes { (bytes) throws(DockerConfigError) in
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { throw .noColon }
            return (
                SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[..<colon])),
                SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[(colon + 1)...]))
            )
        }
    }
}

extension SecretBytes {
    /// The base64 text with the padding that it may lack.
    fileprivate var padded: SecretBytes {
        withBytes { text in
            let digits = text.count { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            let missing = text.contains(UInt8(ascii: "=")) ? 0 : (4 - digits % 4) % 4
            guard missing == 1 || missing == 2 else { return self }
            return SecretBytes(capacity: text.count + missing) { target in
                target.copyMemory(from: text)
                for index in text.count..<target.count { target[index] = UInt8(ascii: "=") }
                return target.count
            }
        }
    }
}
