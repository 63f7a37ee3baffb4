import Foundation
import Glibc
import TestSupport
import Testing

/// `secretd wait` against the real daemon.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(3)))
struct WaitTests {
    private let node: TestNode

    init() throws {
        node = try TestNode()
    }

    private func wait(_ arguments: String...) throws -> ChildProcess {
        try ChildProcess(Binary.secretd, ["wait"] + arguments, environment: ["SECRETD_SOCKET": node.socket])
    }

    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
          - name: main
            image: web
          volumes:
          - name: tls
            secret: {secretName: keys}
          - name: conf
            secret: {secretName: other}
        """

    @Test func aPodThatIsNotThereYetIsWaitedFor() throws {
        // Nor is the daemon.
        let waiter = try wait("web")
        try node.startWithAPI()
        try node.save(Self.pod, as: "pod.yaml")
        try node.save(Example.secret(["key": "1"]), as: "secret.yaml")
        let late = try wait("web", "--timeout", "1s")
        #expect(try late.wait() == 1)
        let expected =
            "error: timed out waiting for the condition on pods/web: "
            + "volume conf: Waiting: secret \"other\" not found\n"
        #expect(late.output == expected)
        let one = try wait("web", "--volume", "tls")
        #expect(try one.wait() == 0)
        #expect(one.output == "pod/web/tls ready\n")
        try node.save(Example.secret(["key": "1"], name: "other"), as: "other.yaml")
        #expect(try waiter.wait() == 0)
        #expect(waiter.output == "pod/web ready\n")
        let again = try wait("default/web", "--timeout", "0s")
        #expect(try again.wait() == 0, "\(again.output)")
        let none = try wait("nobody", "-n", "prod", "--timeout", "0s")
        #expect(try none.wait() == 1)
        #expect(none.output.contains("the daemon knows no Pod \"prod/nobody\""))
    }

    @Test func aGenerationIsWaitedForByNumberAndByName() throws {
        try node.startWithAPI()
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["key": "1"]), as: "secret.yaml")
        let first = try wait("web", "--for=generation=1")
        #expect(try first.wait() == 0)
        #expect(first.output == "pod/web generation 1\n")
        let name = try #require(node.generation()).dropFirst(2)
        let second = try wait("default/web/tls", "--for", "generation>=2")
        try node.save(Example.secret(["key": "2"]), as: "secret.yaml")
        #expect(try second.wait() == 0)
        #expect(second.output == "pod/web/tls generation 2\n")
        let named = try wait("web", "--for", "generation=\(name)")
        #expect(try named.wait() == 0)
        let now = try #require(node.generation()).dropFirst(2)
        #expect(named.output == "pod/web generation \(now)\n")
        let missing = try wait("web", "--for", "generation=9", "--timeout", "0s")
        #expect(try missing.wait() == 1)
        #expect(missing.output.contains("volume tls: generation is 2"))
        let wrong = try wait("web", "--for", "delete")
        #expect(try wrong.wait() == 2)
    }

    @Test func aRestartOfTheDaemonIsOutlived() throws {
        try node.startWithAPI()
        try node.save(Example.pod, as: "pod.yaml")
        let waiter = try wait("web")
        // The daemon has been asked, and answers.
        #expect(try wait("web", "--timeout", "0s").wait() == 1)
        #expect(try node.stop() == 0)
        try node.startWithAPI()
        try node.save(Example.secret(["key": "1"]), as: "secret.yaml")
        #expect(try waiter.wait() == 0)
        #expect(waiter.output == "pod/web ready\n")
    }

    @Test func withoutADaemonTheTimeIsWaitedOut() throws {
        let waiter = try wait("web", "--timeout", "300ms")
        #expect(try waiter.wait() == 1)
        #expect(waiter.output.hasSuffix("condition on pods/web: the daemon is not running\n"))
    }
}
