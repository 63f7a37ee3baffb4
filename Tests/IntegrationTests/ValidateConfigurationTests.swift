import Glibc
import TestSupport
import Testing

/// `secretd validate` on a configuration file.
@Suite(.timeLimit(.minutes(1))) struct ValidateConfigurationTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write(
            """
            volumes: {backend: fuse}
            access:
              rules:
              - {name: only-33, effect: allow, who: {uids: [33]}, what: {keys: ["tls.*"]}}
            """,
            to: "config.yaml"
        )
    }

    private func validate(_ arguments: String...) throws -> (code: Int32, output: String) {
        let process = try ChildProcess(Binary.secretd, ["validate"] + arguments)
        let code = try process.wait()
        return (code, process.output.replacing(directory.path + "/", with: ""))
    }

    private var config: String { directory.appending("config.yaml") }

    @Test func rulesAreCounted() throws {
        #expect(try validate("--config", config) == (0, "ok       config.yaml: 1 access rule\n"))
    }

    @Test func errorsAreNamedWithTheirPlace() throws {
        try directory.write("access:\n  rules:\n  - {name: a, effect: allow}\n", to: "config.yaml")
        let result = try validate("--config", config, "--explain", "a/b/c/d")
        #expect(result.code == 1)
        #expect(result.output.hasPrefix("error    config.yaml:3:5: access.rules[0].who: "), "\(result.output)")
    }

    @Test func notifyRulesAndDropInsAreChecked() throws {
        try directory.write("notify:\n- {name: a, reloadUnit: nginx.service}\n", to: "config.yaml")
        #expect(try validate("--config", config) == (0, "ok       config.yaml: 0 access rules, 1 notify rule\n"))
        mkdir(directory.appending("notify.d"), 0o755)
        try directory.write("notify:\n- {name: a, exec: {command: [hook]}}\n", to: "notify.d/10.yaml")
        let result = try validate("--config", config)
        #expect(result.code == 1)
        #expect(result.output.contains("error    notify.d/10.yaml:2:10: notify[0].name: another rule has this name\n"))
        #expect(
            result.output.contains("error    notify.d/10.yaml:2:29: notify[0].exec.command: must be the absolute path")
        )
    }

    @Test func rulesThatNobodyWouldEnforceAreWarnedOf() throws {
        try directory.write("access:\n  rules:\n  - {name: a, effect: deny}\n", to: "config.yaml")
        let result = try validate("--config", config)
        #expect(result.code == 0)
        #expect(result.output.contains("warning  config.yaml: access rules and audit need volumes.backend: fuse"))
    }

    @Test func manifestsAreCheckedBesides() throws {
        try directory.write(Example.pod, to: "pod.yaml")
        let result = try validate("--config", config, "-f", directory.appending("pod.yaml"))
        #expect(result.code == 0)
        #expect(result.output.contains("1 access rule\n") && result.output.contains("1 object, 0 errors"))
    }

    @Test func theExitCodeIsTheVerdict() throws {
        let allowed = try validate("--config", config, "--explain", "default/web/tls/tls.key", "--uid", "33")
        #expect(allowed.code == 0)
        #expect(allowed.output.contains("allowed  default/web/tls/tls.key: rule only-33\n"))
        let denied = try validate("--config", config, "--explain", "default/web/tls/tls.key", "--uid", "34")
        #expect(denied.code == 1)
        #expect(denied.output.contains("  only-33  allow  does not match: who.uids\n"))
    }

    @Test func explainNeedsAConfiguration() throws {
        #expect(try validate("-f", "x", "--explain", "a/b/c/d").code == 2)
    }
}
