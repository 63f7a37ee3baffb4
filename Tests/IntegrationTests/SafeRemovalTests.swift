import Glibc
import TestSupport
import Testing

/// Nothing is removed that was not meant, or that could not be made anew.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(1)))
struct SafeRemovalTests {
    private let node: TestNode

    init() throws {
        node = try TestNode()
        try node.startWithAPI()
        try #require(secretd("create", "secret", "generic", "a", "--from-literal=k=one").code == 0)
        try #require(secretd("create", "secret", "generic", "b", "--from-literal=k=two").code == 0)
    }

    private func secretd(_ arguments: String...) throws -> (code: Int32, output: String) {
        let process = try ChildProcess(Binary.secretd, arguments, environment: ["SECRETD_SOCKET": node.socket])
        let code = try process.wait()
        return (code, process.output)
    }

    private var names: String { get throws { try secretd("get", "secrets", "-o", "name").output } }

    private func write(_ text: String) throws -> String {
        try node.directory.write(text, to: "f.yaml")
        return node.directory.appending("f.yaml")
    }

    @Test(arguments: [
        ["delete", "secrets", "-l", ""], ["delete", "secrets", "--selector="], ["delete", "secrets", "-l", " "],
        ["delete", "secrets", "--field-selector", ","], ["label", "secrets", "-l", ",", "x=y"],
        ["delete", "secret", ""], ["delete", "secrets"], ["delete", "secrets", "--all", "-l", "x=y"],
    ])
    func whatSelectsNothingChangesNothing(arguments: [String]) throws {
        let process = try ChildProcess(Binary.secretd, arguments, environment: ["SECRETD_SOCKET": node.socket])
        #expect(try process.wait() != 0)
        #expect(try names == "secret/a\nsecret/b\n")
        #expect(try secretd("get", "secrets", "-l", "x=y", "-o", "name").output == "")
    }

    @Test func filesExcludeNamesAndFields() throws {
        let file = try write("{apiVersion: v1, kind: Secret, metadata: {name: a}}")
        #expect(try secretd("delete", "-f", file, "secret", "b").code == 1)
        #expect(try secretd("delete", "-f", file, "--field-selector", "metadata.name=b").code == 1)
        #expect(try secretd("delete", "-f", file, "-l", "x=y").output == "No resources found\n")
        #expect(try names == "secret/a\nsecret/b\n")
    }

    @Test func replacingByForceRemovesNothingThatCannotBeMadeAnew() throws {
        let file = try write(
            """
            {apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {k: new}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: b}, stringData: {"no/key": canary}}
            """
        )
        let refused = try secretd("replace", "--force", "-f", file)
        #expect(refused.code == 1)
        #expect(refused.output.contains("no/key"))
        #expect(!refused.output.contains("canary"))
        #expect(try secretd("get", "secret", "a", "-o", "jsonpath={.data.k}").output == "b25l")
        #expect(try names == "secret/a\nsecret/b\n")
    }

    @Test func aNamespaceIsNotRemovedByForce() throws {
        #expect(try secretd("create", "namespace", "blue").code == 0)
        #expect(try secretd("create", "secret", "generic", "s", "-n", "blue", "--from-literal=k=v").code == 0)
        let file = try write("{apiVersion: v1, kind: Namespace, metadata: {name: blue, labels: {x: 'not a label!'}}}")
        for command in ["apply", "replace"] {
            #expect(try secretd(command, "--force", "-f", file).code == 1)
            #expect(try secretd("get", "secret", "s", "-n", "blue", "-o", "name").output == "secret/s\n")
        }
    }

    @Test func whatKubectlKeptInAnAnnotationIsNotShown() throws {
        let last = #"kubectl.kubernetes.io/last-applied-configuration={"data":{"k":"Y2FuYXJ5"}}"#
        #expect(try secretd("annotate", "secret", "a", last).code == 0)
        for arguments in [["annotate", "secret", "a", "--list"], ["annotate", "secret", "a", last + " "]] {
            let process = try ChildProcess(Binary.secretd, arguments, environment: ["SECRETD_SOCKET": node.socket])
            _ = try process.wait()
            #expect(!process.output.contains("Y2FuYXJ5"), "\(process.output)")
        }
    }

    @Test func aFullDiskIsNoSuccess() throws {
        let process = try ChildProcess(
            "/bin/sh",
            ["-c", "'\(Binary.secretd)' get secrets -o yaml > /dev/full"],
            environment: ["SECRETD_SOCKET": node.socket]
        )
        #expect(try process.wait() == 1)
        #expect(process.output.contains("No space left on device"))
    }

    @Test func aWatchEndsWithItsReader() throws {
        let process = try ChildProcess(
            "/bin/sh",
            ["-c", "'\(Binary.secretd)' get secrets -w | head -n 1; echo over"],
            environment: ["SECRETD_SOCKET": node.socket, "PATH": "/usr/bin:/bin"]
        )
        try process.line(containing: "NAME")
        // It notices when it has something to say.
        #expect(try secretd("label", "secret", "b", "x=y").code == 0)
        #expect(try process.wait() == 0)
        #expect(process.output.contains("over"))
    }
}
