import Projection
import Testing

@Suite struct RegistryKeyTests {
    @Test(arguments: [
        ("registry.example.org", "registry.example.org"),
        ("https://registry.example.org", "registry.example.org"),
        ("http://registry.example.org/", "registry.example.org"),
        ("https://registry.example.org/v1/", "registry.example.org"),
        ("https://registry.example.org/v2/", "registry.example.org"),
        ("https://registry.example.org/v2/team", "registry.example.org/team"),
        ("registry.example.org/v2", "registry.example.org/v2"),
        ("registry.example.org:5000/a//b/", "registry.example.org:5000/a/b"),
        ("127.0.0.1:5000", "127.0.0.1:5000"),
        ("[::1]:5000/a", "[::1]:5000/a"),
        ("[::1]", "[::1]"),
        ("docker.io", "docker.io"),
        ("https://index.docker.io/v1/", "docker.io"),
        ("registry-1.docker.io", "docker.io"),
        ("index.docker.io/team", "docker.io/team"),
        ("index.docker.io:443", "index.docker.io:443"),
        ("*.example.org", "*.example.org"),
    ])
    func keysAreBroughtIntoOneForm(text: String, normal: String) {
        #expect(RegistryKey(text)?.description == normal)
    }

    @Test(arguments: ["", "https://", "/a", "host:", "host:port", "user@host", "a b", "[::1", "[::1]5000", ":5000"])
    func whatNamesNoRegistryIsNoKey(text: String) {
        #expect(RegistryKey(text) == nil)
    }

    @Test(arguments: [
        ("docker.io", "https://index.docker.io/v1/"),
        ("https://index.docker.io/v1/", "https://index.docker.io/v1/"),
        ("docker.io/team", "docker.io/team"),
        ("https://registry.example.org:5000/v2/", "registry.example.org:5000"),
    ])
    func dockerHubIsWrittenAsEveryClientKnowsIt(text: String, key: String) {
        #expect(RegistryKey(text)?.configurationKey == key)
    }

    /// Source: kubernetes pkg/credentialprovider/keyring_test.go TestURLsMatch, TestDockerKeyringForGlob, TestKeyringMiss;
    /// and paths that end within a component, where kubelet's matching goes on.
    @Test(arguments: [
        ("*.kubernetes.io", "prefix.kubernetes.io", true),
        ("prefix.*.io", "prefix.kubernetes.io", true),
        ("prefix.kubernetes.*", "prefix.kubernetes.io", true),
        ("*-good.kubernetes.io", "prefix-good.kubernetes.io", true),
        ("*.kubernetes.io/blah", "prefix.kubernetes.io/blah", true),
        ("prefix.*.io/foo", "prefix.kubernetes.io/foo/bar", true),
        ("*.kubernetes.io:1111/blah", "prefix.kubernetes.io:1111/blah", true),
        ("prefix.*.io:1111/foo", "prefix.kubernetes.io:1111/foo/bar", true),
        ("*.kubernetes.io", "kubernetes.io", false),
        ("*.*.kubernetes.io", "prefix.kubernetes.io", false),
        ("*.*.kubernetes.io", "kubernetes.io", false),
        ("kubernetes.io", "kubernetes.com", false),
        ("k*.io", "quay.io", false),
        ("*.kubernetes.io:1234/blah", "prefix.kubernetes.io:1111/blah", false),
        ("prefix.*.io/foo", "prefix.kubernetes.io:1111/foo/bar", false),
        ("https://*.docker.io/path", "prefix.docker.io/path/foo", true),
        ("https://*.docker.io/v1/", "prefix.docker.io/path:1111", true),
        ("https://prefix.docker.*/path:1111", "prefix.docker.io/path:1111/foo", true),
        ("prefix.docker.io:1111", "prefix.docker.io:1111/path", true),
        ("https://hello.kubernetes.io", "world.mesos.org/foo/bar", false),
        ("https://suffix.*.io", "prefix.docker.io", false),
        ("https://prefix.docker.c*", "prefix.docker.io", false),
        ("https://prefix.*.io/path:1111", "prefix.docker.io/path/subpath:1111", false),
        ("docker.io", "https://index.docker.io/v1/", true),
        ("docker.io", "myhostdocker.io", false),
        ("registry.example.org/foo", "registry.example.org/foobar", false),
        ("registry.example.org/foo", "registry.example.org", false),
        ("registry.example.org/*", "registry.example.org/foo", false),
    ])
    func keysMatchLabelByLabelAndPathsByComponents(key: String, target: String, isMatch: Bool) throws {
        let (own, other) = (try #require(RegistryKey(key)), try #require(RegistryKey(target)))
        #expect(own.matches(other) == isMatch)
    }

    @Test func theKeyThatSaysMoreComesFirst() throws {
        let texts = [
            "*.example.org/a/b", "a.example.org/a", "*.example.org/a", "a.example.org", "*.example.org", "*.*.org",
        ]
        let keys = texts.compactMap { RegistryKey($0) }
        #expect(keys.reversed().sorted { $0.isMoreSpecific(than: $1) } == keys)
    }
}
