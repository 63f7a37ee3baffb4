package import KubeObjects

/// Reads the logins of a docker configuration.
///
/// Source: kubernetes pkg/credentialprovider/config.go. As Go's reader it takes null for nothing and the fields' names in
/// any case; other fields are passed over.
package enum DockerConfigReader {
    package enum Format: Sendable {
        /// `config.json`: the logins are in `auths`. Also podman's `auth.json`.
        case configJSON
        /// The older `.dockercfg`: the logins are all there is.
        case legacy
    }

    package struct Login: Equatable, Sendable {
        package var key: RegistryKey
        package var auth: RegistryAuth

        package init(key: RegistryKey, auth: RegistryAuth) {
            self.key = key
            self.auth = auth
        }
    }

    /// The logins in the order of the text. Entries that hold nothing to log in with, or that name no registry, are
    /// left out, as those that docker makes for a credential helper.
    package static func read(_ text: SecretBytes, _ format: Format) throws(DockerConfigError) -> [Login] {
        guard text.isJSONObject else { throw .notObject }
        return try text.withBytes { (bytes) throws(DockerConfigError) in
            var walk = JSONWalk(bytes)
            guard format == .configJSON else { return try logins(&walk) }
            var found: [Login]?
            _ = try walk.object { (walk, name) throws(DockerConfigError) in
                guard name.lowercased() == "auths" else { return walk.skip() }
                found = try logins(&walk)
            }
            guard let found else { throw .noAuths }
            return found
        }
    }

    private static func logins(_ walk: inout JSONWalk) throws(DockerConfigError) -> [Login] {
        var found: [Login] = []
        let isObject = try walk.object { (walk, name) throws(DockerConfigError) in
            let auth = try entry(&walk)
            guard auth.isUsable, let key = RegistryKey(name) else { return }
            found.append(Login(key: key, auth: auth))
        }
        guard isObject else { throw .objectExpected }
        return found
    }

    private static func entry(_ walk: inout JSONWalk) throws(DockerConfigError) -> RegistryAuth {
        var entry = RegistryAuth()
        var auth: SecretBytes?
        let isObject = try walk.object { (walk, name) throws(DockerConfigError) in
            switch name.lowercased() {
            case "username": entry.username = try text(&walk)
            case "password": entry.password = try text(&walk)
            case "email": entry.email = try text(&walk)
            case "identitytoken": entry.identityToken = try text(&walk)
            case "registrytoken": entry.registryToken = try text(&walk)
            case "auth": auth = try text(&walk)
            default: walk.skip()
            }
        }
        guard isObject else { throw .objectExpected }
        if let auth, auth.count > 0 { try entry.decode(auth: auth) }
        return entry
    }

    private static func text(_ walk: inout JSONWalk) throws(DockerConfigError) -> SecretBytes {
        switch walk.scalar() {
        case .text(let text): text
        case .null: SecretBytes(utf8: "")
        case .other: throw .stringExpected
        }
    }
}
