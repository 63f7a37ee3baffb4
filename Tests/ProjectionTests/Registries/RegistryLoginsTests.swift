import KubeObjects
import Projection
import Testing

@Suite struct RegistryLoginsTests {
    private func logins(_ configurations: [String: String]) throws -> RegistryLogins {
        RegistryLogins(try configurations.mapValues { try DockerConfigReader.read(SecretBytes(utf8: $0), .legacy) })
    }

    private func text(_ bytes: SecretBytes?) -> String? {
        bytes.map { $0.withBytes { String(decoding: $0, as: UTF8.self) } }
    }

    @Test(arguments: [
        ("https://index.docker.io/v1/\n", "hub"),
        ("docker.io", "hub"),
        ("r.example.org", "host"),
        ("https://r.example.org/v2/", "host"),
        ("r.example.org/team", "team"),
        ("r.example.org/team/app", "team"),
        ("r.example.org/teams", "host"),
        ("s.example.org", "any"),
        ("r.example.org:5000", nil),
        ("example.org", nil),
        ("", nil),
    ])
    func theMostSpecificLoginAnswers(server: String, user: String?) throws {
        let logins = try logins([
            "a/any": #"{"*.example.org":{"username":"any","password":"p"}}"#,
            "b/host": #"{"r.example.org":{"username":"host","password":"p"},"docker.io":{"username":"hub"}}"#,
            "c/team": #"{"r.example.org/team":{"username":"team","password":"p"}}"#,
        ])
        let answer = text(logins.answer(for: server))
        #expect(answer.map { $0.contains("\"Username\":\"\(user ?? "")\"") } ?? (user == nil), "\(answer ?? "nothing")")
        #expect((answer == nil) == (user == nil))
    }

    @Test func theAnswerIsTheProtocols() throws {
        let logins = try logins(["a/b": #"{"r.org":{"auth":"YTpi"},"t.org":{"auth":"YTo=","identitytoken":"tok"}}"#])
        #expect(text(logins.answer(for: " r.org\n")) == #"{"Secret":"b","ServerURL":"r.org","Username":"a"}"#)
        #expect(text(logins.answer(for: "t.org")) == #"{"Secret":"tok","ServerURL":"t.org","Username":"<token>"}"#)
        #expect(text(logins.list()) == #"{"r.org":"a","t.org":"<token>"}"#)
    }

    @Test func theFirstPodByItsNameWinsAndRegistryTokensAreNotTold() throws {
        let logins = try logins([
            "b/a": #"{"r.org":{"username":"second"}}"#, "a/z": #"{"r.org":{"username":"first"}}"#,
            "a/a": #"{"r.org":{"registrytoken":"x"},"s.org":{"registrytoken":"x"}}"#,
        ])
        #expect(text(logins.answer(for: "r.org"))?.contains("first") == true)
        #expect(logins.answer(for: "s.org") == nil)
        #expect(text(logins.list()) == #"{"r.org":"first"}"#)
    }
}
