import Foundation
import Glibc
import TestSupport
import Testing

/// `secretd exec` against the real daemon.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct ExecNodeTests {
    /// Two mounts, one of a single key, and a variable.
    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
          - name: main
            image: web
            env:
            - {name: PASSWORD, valueFrom: {secretKeyRef: {name: keys, key: password}}}
            volumeMounts:
            - {name: tls, mountPath: /secretd-test/tls}
            - {name: tls, mountPath: /secretd-test/only.key, subPath: key}
          volumes:
          - name: tls
            secret: {secretName: keys}
        """
    private static let rule = """
        exec:
          rules:
          - {name: one, users: ["65534"], pods: [default/web]}
        """

    /// A node with the Pod `web`, and its neighbour `other`, that other users may look for.
    private func node(_ configuration: String = "", _ arguments: String...) throws -> (TestNode, ChildProcess) {
        let node = try TestNode()
        chmod(node.directory.path, 0o755)
        let file = node.directory.appending("config.yaml")
        try writeFile(configuration.isEmpty ? "{}" : configuration, to: file)
        try node.save(Self.pod, as: "pod.yaml")
        try node.save(Example.pod.replacingOccurrences(of: "name: web}", with: "name: other}"), as: "other.yaml")
        try node.save(Example.secret(["key": "one", "password": "canary-p"]), as: "secret.yaml")
        let daemon = try node.run(
            ["--state", node.state, "--socket", node.socket, "--listen", "off", "--config", file] + arguments
        )
        var (isSynced, isThere) = (false, false)
        try daemon.line { line in
            isSynced = isSynced || line.contains("in sync")
            isThere = isThere || line.contains("msg=exec at=")
            return isSynced && isThere
        }
        return (node, daemon)
    }

    private func exec(_ node: TestNode, _ words: [String], asUser: Bool = false) throws -> ChildProcess {
        let environment = ["SECRETD_EXEC_SOCKET": node.directory.appending("exec.sock")]
        guard asUser else { return try ChildProcess(Binary.secretd, ["exec"] + words, environment: environment) }
        let ids = ["--reuid", "65534", "--regid", "65534", "--clear-groups", Binary.secretd, "exec"]
        return try ChildProcess("setpriv", ids + words, environment: environment)
    }

    @Test(arguments: [false, true], ["tmpfs", "fuse"])
    func aCommandHasItsMountsAndFollows(asUser: Bool, backend: String) throws {
        let (node, _) = try node(Self.rule, "--backend", backend)
        let script = """
            cat /secretd-test/tls/key /secretd-test/only.key; echo " $PASSWORD"
            (echo x >/secretd-test/tls/new) 2>/dev/null && echo writable
            trap 'cat /secretd-test/tls/key /secretd-test/only.key; echo; exit 7' USR1
            echo up
            while :; do sleep 0.01; done
            """
        let command = try exec(node, ["--on-update", "USR1", "web", "--", "sh", "-c", script], asUser: asUser)
        try command.line { $0 == "oneone canary-p" }
        try command.line { $0 == "up" }
        #expect(!command.output.contains("writable"))
        try node.save(Example.secret(["key": "two", "password": "canary-p"]), as: "secret.yaml")
        try command.line { $0 == "twotwo" }
        #expect(try command.wait() == 7)
        #expect(access("/secretd-test", F_OK) != 0, "made on the host")
        #expect(try node.stop() == 0)
        #expect(!node.printed.contains("canary"))
    }

    @Test func whomNoRuleNamesGetsNothing() throws {
        let (node, _) = try node()
        let command = try exec(node, ["web", "--", "true"], asUser: true)
        #expect(try command.wait() == 1)
        #expect(command.output.contains("user 65534 may not run Pod default/web"))
    }

    @Test func aUserSeesNothingOfTheNeighbour() throws {
        let (node, _) = try node(Self.rule)
        let refused = try exec(node, ["other", "--", "true"], asUser: true)
        #expect(try refused.wait() == 1)
        #expect(refused.output.contains("may not run Pod default/other"))
        let script = """
            cat /secretd-test/tls/key; echo
            find / -xdev -name only.key 2>/dev/null
            cat \(node.path("tls", pod: "other"))/key \(node.path("tls"))/key /proc/1/root\(node.path("tls"))/key
            ls -a /.secretd* /secretd-test
            """
        let command = try exec(node, ["web", "--", "sh", "-c", script], asUser: true)
        _ = try command.wait()
        #expect(command.output.hasPrefix("one\n"))
        #expect(!command.output.dropFirst(3).contains("one"), "\(command.output)")
        #expect(command.output.components(separatedBy: "Permission denied").count == 4, "\(command.output)")
    }

    @Test func aNewVariableRestartsTheCommand() throws {
        let (node, _) = try node()
        let script = "echo started $PASSWORD; exec sleep 1000"
        let command = try exec(node, ["--on-update", "restart", "web", "--", "sh", "-c", script])
        try command.line(containing: "started canary-p")
        try node.save(Example.secret(["key": "one", "password": "canary-q"]), as: "secret.yaml")
        // The volume has changed with it.
        try command.line(containing: "restarting")
        try command.line(containing: "started canary-q")
        command.signal(SIGTERM)
        #expect(try command.wait() == 128 + SIGTERM)
    }

    @Test func itWaitsForAPodOfTheAPI() throws {
        let (node, _) = try node()
        let command = try exec(node, ["late", "--", "cat", "/secretd-test/tls/key"])
        try command.line(containing: "pod \"late\" not found")
        let text = Self.pod.replacingOccurrences(of: "name: web}", with: "name: late}")
        try writeFile(text, to: node.directory.appending("late.yaml"))
        let create = try ChildProcess(
            Binary.secretd,
            ["create", "-f", node.directory.appending("late.yaml"), "--socket", node.socket]
        )
        #expect(try create.wait() == 0, "\(create.output)")
        #expect(try command.wait() == 0)
        #expect(command.output.hasSuffix("one"))
    }

    @Test func atTheTimeLimitItSaysWhatIsMissing() throws {
        let (node, _) = try node()
        let command = try exec(node, ["--timeout", "200ms", "nobody", "--", "true"])
        #expect(try command.wait() == 1)
        #expect(command.output.contains("pod \"nobody\" not found in namespace default"))
    }
}
