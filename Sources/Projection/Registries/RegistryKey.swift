import KubeObjects

/// What a registry login is for: `registry.example.org`, `*.example.org:5000`, `quay.io/team`.
///
/// Made from what stands in a docker configuration, or from the URL that a client asks about; both are brought into one
/// form: no scheme, no `/v1/` or `/v2/` at the path's start, and one name for Docker Hub.
/// Source: kubernetes pkg/credentialprovider/keyring.go, BasicDockerKeyring.Add and URLsMatch.
package struct RegistryKey: Hashable, Sendable {
    /// A name or an address in brackets; of a login it may have `*` and `?` in its labels.
    package var host: String
    /// Nil where none is given, which is another registry than one with any port.
    package var port: String?
    package var path: [String]

    /// Docker Hub's names, which mean one registry.
    private static let hub: Set<String> = ["docker.io", "index.docker.io", "registry-1.docker.io"]

    /// Nil for what names no registry.
    package init?(_ text: String) {
        var rest = text[...]
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        let site = rest.prefix { $0 != "/" }
        var path = rest.dropFirst(site.count)
        if path.hasPrefix("/v1/") || path.hasPrefix("/v2/") { path = path.dropFirst(3) }
        self.path = path.split(separator: "/").map(String.init)
        guard let (host, port) = Self.split(site) else { return nil }
        self.port = port
        self.host = port == nil && Self.hub.contains(host) ? "docker.io" : host
    }

    private static func split(_ site: Substring) -> (host: String, port: String?)? {
        // The colons of an IPv6 address stand in brackets.
        let isBracketed = site.hasPrefix("[")
        let end = isBracketed ? site.firstIndex(of: "]").map { site.index(after: $0) } : site.firstIndex(of: ":")
        guard end != nil || !isBracketed else { return nil }
        let host = site[..<(end ?? site.endIndex)]
        let rest = site[host.endIndex...]
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "@" }) else { return nil }
        guard !rest.isEmpty else { return (String(host), nil) }
        let port = rest.dropFirst()
        guard rest.first == ":", !port.isEmpty, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return (String(host), String(port))
    }

    private var labels: [Substring] {
        host.hasPrefix("[") ? [host[...]] : host.split(separator: ".", omittingEmptySubsequences: false)
    }

    private var patterns: Int { labels.count { $0.contains("*") || $0.contains("?") } }

    /// Whether a login of this key is good for `target`: the same port, as many labels that fit one by one, and a path
    /// that begins with this one's, by whole components.
    ///
    /// kubelet takes `/foo` for the beginning of `/foobar`, and so sends one team's password for another's images.
    package func matches(_ target: RegistryKey) -> Bool {
        let (own, others) = (labels, target.labels)
        return port == target.port && own.count == others.count && target.path.starts(with: path)
            && zip(own, others).allSatisfy { Glob(String($0)).matches(String($1)) }
    }

    /// Whether this key says more than `other` of what it is for: first by the path, then by what is no pattern.
    package func isMoreSpecific(than other: RegistryKey) -> Bool {
        if path.count != other.path.count { return path.count > other.path.count }
        if patterns != other.patterns { return patterns < other.patterns }
        if host.utf8.count != other.host.utf8.count { return host.utf8.count > other.host.utf8.count }
        return description > other.description
    }

    /// The key in a docker configuration under which docker, podman and skopeo all look: docker knows its Hub by a URL
    /// alone, and the others know that URL too. Only they know logins for a part of a registry.
    ///
    /// Source: docker/cli cli/config, containers/image pkg/docker/config normalizeAuthFileKey.
    package var configurationKey: String {
        self == RegistryKey("docker.io") ? "https://index.docker.io/v1/" : description
    }
}

extension RegistryKey: CustomStringConvertible {
    package var description: String {
        ([host + (port.map { ":\($0)" } ?? "")] + path).joined(separator: "/")
    }
}
