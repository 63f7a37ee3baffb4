import Glibc
import TestSupport
import Testing

/// `secretd describe`, `events`, `label`, `annotate`, `patch` and `edit`, the real ones, with a daemon.
@Suite(.timeLimit(.minutes(2)), .enabled(if: Requirement.root, "needs root to mount")) struct ChangeCommandTests {
    private let node: TestNode

    init() throws {
        node = try TestNode()
        try node.startWithAPI()
        #expect(try run("create", "secret", "generic", "x", "--from-literal=a=hush").code == 0)
    }

    private func run(_ arguments: String..., editor: String = "false") throws -> (code: Int32, output: String) {
        let environment = ["SECRETD_SOCKET": node.socket, "KUBE_EDITOR": editor]
        let process = try ChildProcess(Binary.secretd, arguments, environment: environment)
        return (try process.wait(), process.output)
    }

    private func value() throws -> String {
        try run("get", "secret", "x", "-o", "jsonpath={.data.a}").output
    }

    @Test func descriptionShowsNoValue() throws {
        let description = try run("describe", "secret", "x")
        #expect(description.code == 0)
        #expect(description.output.hasSuffix("\nType:  Opaque\n\nData\n====\na:  4 bytes\n"))
        #expect(
            try run("describe", "secret", "nope") == (1, "Error from server (NotFound): secrets \"nope\" not found\n")
        )
        #expect(try run("describe", "pods") == (0, "No resources found in default namespace.\n"))
    }

    @Test func eventsOfNothingAreNone() throws {
        #expect(try run("events") == (0, "No events found in default namespace.\n"))
    }

    @Test func labelsAndAnnotationsAreSetOnce() throws {
        #expect(try run("label", "secret", "x", "a=b") == (0, "secret/x labeled\n"))
        #expect(try run("label", "secret", "x", "a=b") == (0, "secret/x not labeled\n"))
        #expect(
            try run("label", "secret", "x", "a=c")
                == (1, "error: 'a' already has a value (b), and --overwrite is false\n")
        )
        #expect(try run("label", "secret", "-la=b", "a=c", "--overwrite") == (0, "secret/x labeled\n"))
        #expect(try run("annotate", "secret/x", "note=hi") == (0, "secret/x annotated\n"))
        #expect(try run("label", "secret", "x", "--list") == (0, "a=c\n"))
        #expect(try run("label", "secret", "x", "a-") == (0, "secret/x unlabeled\n"))
    }

    @Test func patchIsSent() throws {
        #expect(try run("patch", "secret", "x", "-p", #"{"data":{"a":"Mg=="}}"#) == (0, "secret/x patched\n"))
        #expect(
            try run("patch", "secret", "x", "--type=json", "-p", "- {op: test, path: /data/a, value: Mg==}")
                == (0, "secret/x patched (no change)\n")
        )
        #expect(try value() == "Mg==")
    }

    @Test func editIsSentAndLeavesNothing() throws {
        let directory = try TemporaryDirectory()
        let script = directory.appending("editor")
        try writeFile("#!/bin/sh\necho \"$1\" >'\(script).path'\nsed -i 's/aHVzaA==/Mg==/' \"$1\"\n", to: script)
        #expect(chmod(script, 0o755) == 0)
        #expect(try run("edit", "secret", "x", editor: script) == (0, "secret/x edited\n"))
        #expect(try value() == "Mg==")
        #expect(try run("edit", "secret", "x", editor: "true") == (0, "Edit cancelled, no changes made.\n"))
        #expect(access(script + ".path", F_OK) == 0)
        let left = try ChildProcess("/bin/sh", ["-c", "test -e \"$(cat '\(script).path')\""])
        #expect(try left.wait() == 1)
    }

    @Test func refusedEditIsKept() throws {
        let edit = try run("edit", "secret", "x", editor: "sed -i s/Opaque/other/")
        #expect(edit.code == 1)
        let lines = edit.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "error: secrets \"x\" is invalid")
        #expect(lines.last == "error: Edit cancelled, no valid changes were saved.")
        let path = try #require(lines.count == 3 ? lines[1].split(separator: "\"").last.map(String.init) : nil)
        #expect(lines[1] == "A copy of your changes has been stored to \"\(path)\"")
        #expect(unlink(path) == 0)
        #expect(rmdir(path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }) == 0)
    }
}
