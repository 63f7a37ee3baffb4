import KubeObjects
import Projection
import Testing

@Suite struct DockerConfigReaderTests {
    private func read(
        _ text: String,
        _ format: DockerConfigReader.Format = .legacy
    ) throws(DockerConfigError) -> [DockerConfigReader.Login] {
        try DockerConfigReader.read(SecretBytes(utf8: text), format)
    }

    private func login(_ key: String, _ user: String, _ password: String, email: String = "") throws
        -> DockerConfigReader.Login
    {
        DockerConfigReader.Login(
            key: try #require(RegistryKey(key)),
            auth: RegistryAuth(
                username: SecretBytes(utf8: user),
                password: SecretBytes(utf8: password),
                email: SecretBytes(utf8: email)
            )
        )
    }

    /// Source: kubernetes pkg/credentialprovider/config_test.go.
    @Test func bothFormatsHoldTheSameEntries() throws {
        let entries = """
            {"http://foo.example.com":{"username": "foo", "password": "bar", "email": "foo@example.com"},
             "http://bar.example.com":{"username": "bar", "password": "baz", "email": "bar@example.com"}}
            """
        let expected = [
            try login("foo.example.com", "foo", "bar", email: "foo@example.com"),
            try login("bar.example.com", "bar", "baz", email: "bar@example.com"),
        ]
        #expect(try read(entries) == expected)
        #expect(try read(#"{"credsStore":["x",{"y":"}"}],"auths":\#(entries),"z":-1.5e3}"#, .configJSON) == expected)
    }

    /// Source: the same, TestDecodeDockerConfigFieldAuth and TestDockerConfigEntryJSONDecode.
    @Test(arguments: [
        ("Zm9vOmJhcg==", "foo", "bar"),
        ("Zm9vOmJhcg", "foo", "bar"),
        (#"Zm9vOm\nJhcg==\n"#, "foo", "bar"),
        (#"Zm9vOmJhcg\n"#, "foo", "bar"),
        ("cGluZzpwb25n", "ping", "pong"),
        ("YTpiOmM=", "a", "b:c"),
        ("Og==", "", ""),
        ("YTo=", "a", ""),
        ("OmI=", "", "b"),
        ("Zm9vOmJhcgo=", "foo", "bar\n"),
    ])
    func anAuthFieldIsUserAndPassword(auth: String, user: String, password: String) throws {
        let found = try read(#"{"h":{"username":"x","password":"y","auth":"\#(auth)"}}"#)
        #expect(found == (user.isEmpty && password.isEmpty ? [] : [try login("h", user, password)]))
    }

    @Test(arguments: [
        ("cGFudHM=", "unable to parse auth field, must be formatted as base64(username:password)"),
        ("Zm9vOmJhcg== ", "unable to parse auth field: illegal base64 data at input byte 12"),
        ("pants", "unable to parse auth field: illegal base64 data at input byte 4"),
        ("CANARY CANARY", "unable to parse auth field: illegal base64 data at input byte 6"),
    ])
    func aBadAuthFieldIsToldWithoutIt(auth: String, message: String) {
        let error = #expect(throws: DockerConfigError.self) { try read(#"{"h":{"auth":"\#(auth)"}}"#) }
        #expect(error.map { "\($0)" } == message)
    }

    @Test(arguments: [
        ("", DockerConfigReader.Format.legacy, DockerConfigError.notObject),
        ("[]", .legacy, .notObject),
        ("{", .configJSON, .notObject),
        (#"{"h":{"email":false}}"#, .legacy, .stringExpected),
        (#"{"h":{"auth":{}}}"#, .legacy, .stringExpected),
        (#"{"h":[]}"#, .legacy, .objectExpected),
        (#"{"auths":"x"}"#, .configJSON, .objectExpected),
        (#"{}"#, .configJSON, .noAuths),
        (#"{"h":{"auth":"YTpi"}}"#, .configJSON, .noAuths),
    ])
    func whatIsMalformedIsRefused(text: String, format: DockerConfigReader.Format, error: DockerConfigError) {
        #expect(throws: error) { try read(text, format) }
    }

    @Test(arguments: [
        #"{"auths":{}}"#, #"{"auths":null}"#, #"{"Auths":{"h":{}}}"#, #"{"auths":{"h":null}}"#,
        #"{"auths":{"h":{"email":"a@b","auth":""}}}"#, #"{"auths":{"https://":{"auth":"YTpi"}}}"#,
    ])
    func entriesWithoutALoginAreLeftOut(text: String) throws {
        #expect(try read(text, .configJSON).isEmpty)
    }

    @Test func stringsAreUnescapedAndTokensKept() throws {
        let found = try read(
            #" { "h" : {"UserName":"\"\\\/\u00e9\ud83d\ude00\ud800x\t","identitytoken":"i","registrytoken":"r", "n": null} } "#
        )
        let auth = try #require(found.first?.auth)
        #expect(auth.username == SecretBytes(utf8: "\"\\/é😀\u{FFFD}x\t"))
        #expect(auth.identityToken == SecretBytes(utf8: "i"))
        #expect(auth.registryToken == SecretBytes(utf8: "r"))
    }
}
