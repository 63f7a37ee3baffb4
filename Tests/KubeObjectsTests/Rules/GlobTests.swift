import Testing

@testable import KubeObjects

@Suite(.timeLimit(.minutes(1))) struct GlobTests {
    @Test(arguments: [
        ("", ""), ("*", ""), ("*", "anything/at/all"), ("**", "a"), ("a", "a"), ("a*", "a"), ("*a", "ba"),
        ("tls.*", "tls.crt"), ("*.key", "etc/tls.key"), ("etc/*", "etc/a/b"), ("a*b*c", "a/x/b/y/c"),
        ("a*b*c", "abcbc"), ("?", "x"), ("?", "é"), ("?", "/"), ("b?d", "bäd"), ("*?", "€"), ("??", "€x"),
        ("*aab", "aaaab"), ("*a?c*", "xxabcabd"), ("[a-z]", "[a-z]"), (#"\*"#, #"\x"#),
        ("nginx@*.service", "nginx@a.service"),
    ])
    func matches(pattern: String, text: String) {
        #expect(Glob(pattern).matches(text))
    }

    @Test(arguments: [
        ("", "a"), ("a", ""), ("a", "A"), ("a", "ab"), ("a", "ba"), ("?", ""), ("?", "ab"), ("??", "€"), ("*??", "é"),
        ("tls.*", "mtls.crt"), ("*.key", "tls.key.bak"), ("a*b*c", "acb"), ("a.c", "abc"), ("[a-z]", "b"),
        // To the kernel these two are different names.
        ("\u{e9}", "e\u{301}"),
    ])
    func doesNotMatch(pattern: String, text: String) {
        #expect(!Glob(pattern).matches(text))
    }

    /// With a retry of every star this would take longer than the universe is old.
    @Test func manyStarsTakeNoTime() {
        let text = String(repeating: "a", count: 4096)
        #expect(!Glob(String(repeating: "a*", count: 128) + "b").matches(text))
        #expect(!Glob(String(repeating: "*?", count: 128) + "b").matches(text))
        #expect(Glob(String(repeating: "*a", count: 128)).matches(text))
    }
}
