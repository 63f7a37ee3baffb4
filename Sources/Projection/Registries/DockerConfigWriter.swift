package import KubeObjects

/// Writes logins as a `config.json` that docker, podman and skopeo read. The same logins give the same bytes.
package enum DockerConfigWriter {
    package static func write(_ logins: [RegistryKey: RegistryAuth]) -> SecretBytes {
        let entries = Dictionary(
            logins.map { ($0.key.configurationKey, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        var writer = JSONWriter()
        writer.writeObject(["auths"]) { writer, _ in
            writer.writeObject(entries.keys) { writer, key in
                if let auth = entries[key] { write(auth, to: &writer) }
            }
        }
        return writer.secretBytes()
    }

    private static func write(_ auth: RegistryAuth, to writer: inout JSONWriter) {
        let texts = [
            "email": auth.email, "identitytoken": auth.identityToken, "registrytoken": auth.registryToken,
        ].filter { $0.value.count > 0 }
        let hasPassword = auth.username.count > 0 || auth.password.count > 0
        writer.writeObject(Array(texts.keys) + (hasPassword ? ["auth"] : [])) { writer, field in
            if let text = texts[field] {
                text.withBytes { writer.write(utf8: $0) }
            } else {
                writer.write(base64: auth.userAndPassword)
            }
        }
    }
}

extension RegistryAuth {
    /// `user:password`
    fileprivate var userAndPassword: SecretBytes {
        let (name, word) = (username, password)
        return SecretBytes(capacity: name.count + 1 + word.count) { target in
            name.withBytes { target.copyMemory(from: $0) }
            target[name.count] = UInt8(ascii: ":")
            word.withBytes { UnsafeMutableRawBufferPointer(rebasing: target[(name.count + 1)...]).copyMemory(from: $0) }
            return target.count
        }
    }
}
