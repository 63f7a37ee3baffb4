package import KubeObjects

/// The logins of several Pods, to be asked as docker's credential helpers are.
package struct RegistryLogins: Sendable {
    private struct Entry {
        var login: DockerConfigReader.Login
        /// `namespace/pod`
        var pod: String
    }

    /// The best first.
    private var entries: [Entry] = []

    /// - Parameter configurations: What each Pod's file holds, by `namespace/pod`.
    package init(_ configurations: [String: [DockerConfigReader.Login]]) {
        entries = configurations.flatMap { pod, logins in logins.map { Entry(login: $0, pod: pod) } }
        entries.sort { left, right in
            if left.login.key != right.login.key { return left.login.key.isMoreSpecific(than: right.login.key) }
            return left.pod < right.pod
        }
    }

    /// The answer to `get`: `{"ServerURL":…,"Username":…,"Secret":…}`; nil where there is no login that can be told so.
    ///
    /// The most specific key wins, then the first Pod by its name. An identity token is told as docker does, with the
    /// user `<token>`; a registry token cannot be told.
    ///
    /// - Parameter server: As the client sends it: `https://index.docker.io/v1/`, `registry.example.org:5000`.
    package func answer(for server: String) -> SecretBytes? {
        let server = server.trimmed
        guard let target = RegistryKey(server) else { return nil }
        let found = entries.first { $0.login.auth.isTellable && $0.login.key.matches(target) }
        guard let auth = found?.login.auth else { return nil }
        let hasToken = auth.identityToken.count > 0
        var writer = JSONWriter()
        writer.writeObject(["ServerURL", "Username", "Secret"]) { writer, field in
            switch field {
            case "ServerURL": writer.write(server)
            case "Username" where hasToken: writer.write("<token>")
            case "Username": auth.username.validUTF8.withBytes { writer.write(utf8: $0) }
            default: (hasToken ? auth.identityToken : auth.password.validUTF8).withBytes { writer.write(utf8: $0) }
            }
        }
        return writer.secretBytes()
    }

    /// The answer to `list`: the user for each registry.
    package func list() -> SecretBytes {
        let users = Dictionary(
            entries.filter(\.login.auth.isTellable).map { ($0.login.key.configurationKey, $0.login.auth) },
            uniquingKeysWith: { first, _ in first }
        )
        var writer = JSONWriter()
        writer.writeObject(users.keys) { writer, key in
            guard let auth = users[key] else { return }
            if auth.identityToken.count > 0 {
                writer.write("<token>")
            } else {
                auth.username.validUTF8.withBytes { writer.write(utf8: $0) }
            }
        }
        return writer.secretBytes()
    }
}

extension RegistryAuth {
    /// Whether a user and a secret can be said of it.
    fileprivate var isTellable: Bool {
        [username, password, identityToken].contains { $0.count > 0 }
    }
}

extension String {
    fileprivate var trimmed: String {
        let text = drop(while: \.isWhitespace)
        return String(text.prefix(text.count - text.reversed().prefix(while: \.isWhitespace).count))
    }
}
