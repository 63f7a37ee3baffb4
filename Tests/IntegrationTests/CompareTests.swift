import Glibc
import TestSupport
import Testing

/// The same command lines with kubectl and with `secretd`: see compare/compare.py.
@Suite(
    .serialized,
    .enabled(if: Requirement.root, "needs root to mount"),
    .enabled(if: !Kubectl.all.isEmpty, "there is no kubectl"),
    .timeLimit(.minutes(20))
)
struct CompareTests {
    private static let script = "\(Repository.path)/Tests/IntegrationTests/compare/compare.py"
    private static let altered = "\(Repository.path)/Tests/IntegrationTests/compare/altered"
    /// The newest one: what it says is what counts.
    private static let kubectl = Kubectl.all.last?.path ?? ""

    /// Runs compare.py in namespaces of its own, so that its daemons and their mounts end with it, whatever happens.
    private func compare(_ arguments: [String], alteration: String? = nil) throws -> (code: Int32, output: String) {
        let directory = try TemporaryDirectory()
        let process = try ChildProcess(
            "/usr/bin/env",
            ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc"]
                + [Self.script, "--secretd", Binary.secretd, "--kubectl", Self.kubectl] + arguments,
            environment: ["ALTERED": alteration ?? "", "KUBECTL": Self.kubectl, "TMPDIR": directory.path]
        )
        let code = try withExtendedLifetime(directory) { try process.wait(within: 900) }
        return (code, process.output)
    }

    @Test func secretdSaysAndDoesWhatKubectlDoes() throws {
        let (code, output) = try compare([])
        #expect(code == 0, "\(output)")
        // How many command lines it were, and how many differences are accepted, belongs into the record.
        print(String(output.split(separator: "\n").last ?? ""))
    }

    @Test func kubectlIsLikeItself() throws {
        let (code, output) = try compare(["--twins", "--client", Self.kubectl, "short.txt", "describe.txt"])
        #expect(code == 0, "\(output)")
        // Through the script that makes the faults, without one.
        let (control, said) = try compare(["--client", Self.altered, "short.txt"], alteration: "nothing")
        #expect(control == 0, "\(said)")
    }

    @Test(
        arguments: [
            ("stdout", "  stdout:\n    -configmap/c created\n    +configmap/c made\n"),
            ("stderr", "  stderr:\n    -Error from server (NotFound): secrets \"missing\" not found\n"),
            ("code", "  code:\n    -exit code 1\n    +exit code 3\n"),
            ("objects", "    +configmaps/default/c \"altered\": \"yes\"\n"),
            ("kept", "+configmaps/default/c \"resourceVersion\": \"<new>\""),
            ("leak", "  leak:\n    a value in stdout: Y2FuYXJ5LTE="),
        ]
    )
    func aFaultIsFound(alteration: String, complaint: String) throws {
        let (code, output) = try compare(["--client", Self.altered, "short.txt"], alteration: alteration)
        #expect(code == 1)
        #expect(output.contains(complaint), "\(output)")
    }
}
