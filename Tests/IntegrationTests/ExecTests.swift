import Foundation
import Glibc
import LinuxSystem
import TestSupport
import Testing

/// `secretd exec` with files, as somebody who runs a program meets it.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(2)))
struct ExecTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        chmod(directory.path, 0o755)
        try save(Self.pod, as: "pod.yaml")
        try save(Self.secret("one"), as: "secret.yaml")
    }

    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - name: main
            image: web
            command: [sh, -c, "echo own $(NAME)"]
            env:
            - {name: NAME, value: joe}
            - {name: CRT, valueFrom: {secretKeyRef: {name: keys, key: env}}}
            volumeMounts:
            - {name: tls, mountPath: /secretd-test/tls}
            - {name: info, mountPath: /secretd-test/tls/info}
            - {name: tls, mountPath: /etc/secretd-test/server.key, subPath: key}
          volumes:
          - {name: tls, secret: {secretName: keys}}
          - name: info
            downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
        """

    private static func secret(_ key: String, env: String = "e") -> String {
        "apiVersion: v1\nkind: Secret\nmetadata: {name: keys}\nstringData: {key: \(key), env: \(env)}\n"
    }

    private func save(_ text: String, as name: String) throws {
        try directory.write(text, to: "saving")
        #expect(rename(directory.appending("saving"), directory.appending(name)) == 0)
    }

    private func exec(_ script: String, _ options: String..., asUser: Bool = false) throws -> ChildProcess {
        let words = ["exec", "-f", directory.path] + options + ["--", "sh", "-c", script]
        guard asUser else { return try ChildProcess(Binary.secretd, words) }
        let ids = ["--reuid", "65534", "--regid", "65534", "--clear-groups"]
        return try ChildProcess("setpriv", ids + [Binary.secretd] + words)
    }

    @Test(arguments: [false, true])
    func aCommandSeesTheContainersMountsAndEnvironmentAndNothingIsMadeOnTheMachine(asUser: Bool) throws {
        let script = """
            cat /secretd-test/tls/key /secretd-test/tls/info/labels /etc/secretd-test/server.key
            echo; echo "$NAME $CRT"; touch /secretd-test/tls/x 2>&1; touch /secretd-test/x 2>&1; ls -A / | grep secretd
            ls /proc/self/fd | wc -l; exit 7
            """
        let process = try exec(script, asUser: asUser)
        #expect(try process.wait() == 7)
        #expect(process.output.hasPrefix("oneapp=\"web\"one\njoe e\n"), "\(process.output)")
        #expect(process.output.components(separatedBy: "Read-only file system").count == 3, "\(process.output)")
        #expect(process.output.hasSuffix("secretd-test\n4\n"), "\(process.output)")
        #expect(access("/secretd-test", F_OK) == -1)
        #expect(access("/etc/secretd-test", F_OK) == -1)
        #expect(contents(of: "/proc/self/mountinfo")?.contains(" /secretd-test") == false)
        #expect(contents(of: "/proc/self/mountinfo")?.contains("secretd-exec") == false)
    }

    @Test func anotherUsersCommandHasNoCapabilities() throws {
        let process = try exec("grep -E 'CapEff|CapPrm' /proc/self/status; id -u", asUser: true)
        #expect(try process.wait() == 0)
        #expect(process.output == "CapPrm:\t0000000000000000\nCapEff:\t0000000000000000\n65534\n")
    }

    @Test func withoutACommandTheContainersOwnRuns() throws {
        let process = try ChildProcess(Binary.secretd, ["exec", "-f", directory.path])
        #expect(try process.wait() == 0)
        #expect(process.output == "own joe\n")
    }

    @Test(arguments: [("exit 64", 64), ("kill -9 $$", 137), ("exec /nonexistent", 127)] as [(String, Int32)])
    func theExitCodeIsTheCommands(script: String, code: Int32) throws {
        #expect(try exec(script).wait() == code)
    }

    @Test(arguments: [("secretd-no-such", 127), ("/etc/passwd", 126)] as [(String, Int32)])
    func whatCannotBeRunHasTheShellsCodes(command: String, code: Int32) throws {
        let process = try ChildProcess(Binary.secretd, ["exec", "-f", directory.path, "--", command])
        #expect(try process.wait() == code)
    }

    @Test(arguments: [SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGUSR1, SIGUSR2])
    func aSignalGoesOn(signal: Int32) throws {
        let process = try exec("trap 'echo got; exit 3' \(signal); echo up; while :; do sleep 0.05; done")
        try process.line(containing: "up")
        process.signal(signal)
        #expect(try process.wait() == 3)
        #expect(process.output.contains("got"))
    }

    @Test(arguments: [false, true])
    func filesAndSubPathsFollowAndTheSignalComesOnceAChange(asUser: Bool) throws {
        let script =
            "trap 'cat /secretd-test/tls/key /etc/secretd-test/server.key; echo .' HUP; echo up; while :; do sleep 0.05; done"
        let process = try exec(script, "--on-update", "HUP", asUser: asUser)
        try process.line(containing: "up")
        for value in ["two", "three"] {
            try save(Self.secret(value), as: "secret.yaml")
            #expect(try process.line(containing: ".") == "\(value)\(value).")
        }
        process.signal(SIGTERM)
        #expect(try process.wait() == 143)
        #expect(process.output == "up\ntwotwo.\nthreethree.\n")
    }

    @Test func aChangedEnvironmentRestartsAndWhoIgnoresTheEndIsKilled() throws {
        let process = try exec(
            "trap '' TERM; echo \"run $CRT\"; while :; do sleep 0.05; done",
            "--on-update",
            "restart"
        )
        try process.line(containing: "run e")
        try save(Self.secret("one", env: "f"), as: "secret.yaml")
        // The volume may be told of before; it stops the command as well.
        try process.line(containing: "secretd: environment changed (CRT)")
        try process.line(containing: "run f")
        process.signal(SIGKILL)
        #expect(try process.wait() == 137)
    }

    @Test func itWaitsInWordsAndNotLongerThanItIsTold() throws {
        try save("", as: "secret.yaml")
        let late = try exec("echo up", "--timeout", "20s")
        try late.line(
            containing: #"secretd: waiting for volume "tls": secret "keys" not found; secret "keys" not found"#
        )
        try save(Self.secret("one"), as: "secret.yaml")
        #expect(try late.wait() == 0)

        try save("", as: "secret.yaml")
        let process = try exec("echo up", "--timeout", "0")
        #expect(try process.wait() == 1)
        #expect(process.output.contains(#"secret "keys" not found"#))
        let short = try exec("echo up", "--timeout", "0.2s")
        #expect(try short.wait() == 1)
        #expect(short.output.contains("timed out after 0.2s"), "\(short.output)")
    }

    @Test func aSubPathThatIsMissingIsAnErrorAndNotADirectory() throws {
        try save(Self.pod.replacing("subPath: key", with: "subPath: nokey"), as: "pod.yaml")
        let process = try exec("echo up")
        #expect(try process.wait() == 1)
        #expect(process.output.contains("the volume has no subPath nokey"), "\(process.output)")
    }

    @Test func whatItHasStartedEndsWithItAlsoWhenItIsKilled() throws {
        let process = try exec("sleep 987 & setsid sleep 987 & echo $! up; wait")
        let child = try #require(pid_t(try process.line(containing: "up").prefix { $0 != " " }))
        process.signal(SIGKILL)
        // The end of the output: nobody holds it any more.
        #expect(try process.wait() == 137)
        let deadline = Deadline(seconds: 10)
        while kill(child, 0) == 0, !deadline.isPast { sched_yield() }
        #expect(kill(child, 0) == -1)
    }
}
