import Glibc
import TestSupport
import Testing

/// What a shell completes: verbs, types, names of objects that the daemon has.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(1)))
struct CompletionTests {
    private static let lines = [
        "secretd des: describe",
        "secretd get sec: secrets",
        "secretd get secrets a: alpha amber",
        "secretd get secret/a: secret/alpha secret/amber",
        "secretd delete -n default secret b: beta",
        "secretd get -n kube: kube-system",
        "secretd get secrets x: ",
    ]

    private func complete(socket: String) throws -> (code: Int32, output: String) {
        let lines = Self.lines.map { String($0.split(separator: ":", omittingEmptySubsequences: false)[0]) }
        let process = try ChildProcess(
            "\(Repository.path)/Tests/IntegrationTests/completion/complete.sh",
            [Binary.secretd] + lines,
            environment: ["PATH": "/usr/bin:/bin", "SECRETD_SOCKET": socket]
        )
        let code = try process.wait()
        return (code, process.output)
    }

    @Test func namesComeFromTheDaemon() throws {
        let node = try TestNode()
        try node.startWithAPI()
        for name in ["alpha", "amber", "beta"] {
            let body = #"{"metadata":{"name":"\#(name)"}}"#
            #expect(try node.client().request("POST", "/api/v1/namespaces/default/secrets", body).code == 201)
        }
        let result = try complete(socket: node.socket)
        #expect(result.output == Self.lines.map { "\($0)\n" }.joined())
    }

    @Test func withoutADaemonVerbsAndTypesComplete() throws {
        let result = try complete(socket: "/nonexistent")
        #expect(result.output.hasPrefix("secretd des: describe\nsecretd get sec: secrets\nsecretd get secrets a: \n"))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func everyShellHasAScript(shell: String) throws {
        let process = try ChildProcess(Binary.secretd, ["--generate-completion-script", shell])
        #expect(try process.wait() == 0)
        #expect(process.output.contains("---completion"))
    }
}
