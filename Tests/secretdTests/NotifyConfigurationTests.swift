import Glibc
import KubeObjects
import Notifying
import TestSupport
import Testing

@testable import secretd

@Suite struct NotifyConfigurationTests {
    private func decode(_ text: String) -> (configuration: Configuration, problems: [String]) {
        var decoder = ConfigurationDecoder()
        let configuration = Array(text.utf8).withUnsafeBytes { decoder.decode($0) }
        return (configuration, decoder.problems)
    }

    private func unit(_ name: String) throws -> UnitName { try #require(UnitName(name)) }

    @Test func rulesOfEveryKindAreRead() throws {
        let (configuration, problems) = decode(
            """
            notify:
            - name: nginx
              what: {namespaces: [default], pods: [web*], volumes: [tls], keys: ["tls.*"]}
              reloadUnit: nginx.service
              debounce: {quiet: 200ms, cap: 2s}
              retry: {attempts: 7}
            - {name: db, restartUnit: postgresql@15-main.service, debounce: {quiet: 1s}}
            - {name: haproxy, what: {pods: [lb]}, signal: {name: USR2, unit: haproxy.service}}
            - {name: x, signal: {name: SIGHUP, pidFile: /run/x.pid, executable: /usr/sbin/x}}
            - {name: hook, exec: {command: [/usr/local/bin/hook, --arg], user: nobody, timeout: 1m30s}}
            - {name: web, http: {url: "http://127.0.0.1:8080/-/reload", method: PUT, timeout: 2s}}
            unitRequests:
            - {namespaces: [default, team-*], units: [nginx.service]}
            """
        )
        #expect(problems.isEmpty, "\(problems)")
        let rules = configuration.notify.rules
        #expect(rules.map(\.name) == ["nginx", "db", "haproxy", "x", "hook", "web"])
        #expect(
            rules[0]
                == NotifyRule(
                    name: "nginx",
                    what: .init(namespaces: ["default"], pods: ["web*"], volumes: ["tls"], keys: ["tls.*"]),
                    action: .reloadUnit(try unit("nginx.service")),
                    debounce: .init(quiet: .milliseconds(200), cap: .seconds(2)),
                    attempts: 7
                )
        )
        #expect(rules[1].debounce == .init(quiet: .seconds(1), cap: .seconds(4)))
        #expect(rules[2].action == .signal(.USR2, .unit(try unit("haproxy.service"))))
        #expect(rules[2].debounce == .none && rules[2].attempts == 5)
        #expect(rules[3].action == .signal(.HUP, .pidFile("/run/x.pid", executable: "/usr/sbin/x")))
        let hook = HookCommand(
            path: "/usr/local/bin/hook",
            arguments: ["--arg"],
            user: "nobody",
            timeout: .seconds(90)
        )
        #expect(rules[4].action == .exec(hook))
        #expect("\(rules[5].action)" == "http PUT http://127.0.0.1:8080/-/reload")
        let nginx = try unit("nginx.service")
        #expect(configuration.notify.allow(nginx, forPodsOf: "team-a"))
        #expect(!configuration.notify.allow(nginx, forPodsOf: "other"))
        #expect(!configuration.notify.allow(try unit("sshd.service"), forPodsOf: "default"))
    }

    @Test(arguments: [
        ("{reloadUnit: a.service}", "1:10: notify[0].name: is required"),
        ("{name: a}", "1:10: notify[0].reloadUnit: a rule has one of reloadUnit, restartUnit, signal, exec, http"),
        (
            "{name: a, reloadUnit: a.service, exec: {command: [/a]}}",
            "1:49: notify[0].exec: a rule has one of reloadUnit, restartUnit, signal, exec, http"
        ),
        (
            "{name: a/b, reloadUnit: a.service}",
            "1:17: notify[0].name: must be 1 to 63 letters, digits, '-', '_' and '.'"
        ),
        ("{name: a, reloadUnit: a.service, when: x}", #"1:43: unknown field "notify[0].when""#),
        ("{name: a, reloadUnit: a.service, what: {key: [x]}}", #"1:50: unknown field "notify[0].what.key""#),
        (
            "{name: a, reloadUnit: a.service, retry: {attempts: 0}}",
            "1:61: notify[0].retry.attempts: must be from 1 to 100"
        ),
        (
            "{name: a, reloadUnit: a.service, debounce: {quiet: 2s, cap: 1s}}",
            "1:70: notify[0].debounce.cap: must not be less than quiet"
        ),
        ("{name: a, signal: {name: HUP}}", "1:28: notify[0].signal.unit: a signal goes to one of unit, pidFile"),
        (
            "{name: a, signal: {name: HUP, pidFile: x.pid}}",
            "1:49: notify[0].signal.pidFile: must be the absolute path of a file"
        ),
        (
            "{name: a, exec: {command: [hook]}}",
            "1:36: notify[0].exec.command: must be the absolute path of an executable, then its arguments"
        ),
        ("{name: a, exec: {command: /hook}}", "1:36: notify[0].exec.command: expected array, found string"),
        ("{name: a, http: {}}", "1:26: notify[0].http.url: is required"),
    ])
    func errorsNamePlaceAndField(rule: String, problem: String) {
        #expect(decode("notify: [\(rule)]").problems.contains(problem), "\(decode("notify: [\(rule)]").problems)")
    }

    @Test(arguments: ["--force.service", "nginx", ".service", "a b.service", "nginx.service/x", "nginx.device"])
    func whatIsNoUnitIsRefused(name: String) {
        let problems = decode("notify: [{name: a, reloadUnit: '\(name)'}]").problems
        #expect(problems.count == 1 && problems[0].contains("notify[0].reloadUnit: must be the full name of a unit"))
        #expect(decode("unitRequests: [{namespaces: [a], units: ['\(name)']}]").problems.count == 1)
    }

    @Test(arguments: [
        "https://127.0.0.1/", "http://example.com/", "http://10.0.0.1/", "http://127.1/",
        "http://127.0.0.1.example.com/",
        "http://user:password@127.0.0.1/", "http://127.0.0.1:0/", "http://0x7f.0.0.1/", "http://127.0.0.01/",
        "http://[::2]/", "http://localhost.example/", "http://127.0.0.1:80@10.0.0.1/", "unix:/run/x",
        "http://127.0.0.1/#x",
    ])
    func onlyThisMachineMayBeAsked(url: String) {
        let problems = decode("notify: [{name: a, http: {url: '\(url)'}}]").problems
        #expect(problems.count == 1 && problems[0].contains("notify[0].http.url: must be http://"), "\(problems)")
    }

    @Test(arguments: ["KILL", "STOP", "1", "hup", ""])
    func onlySignalsThatAProcessCanAnswerAreTaken(name: String) {
        let problems = decode("notify: [{name: a, signal: {name: '\(name)', unit: a.service}}]").problems
        #expect(
            problems == [
                "1:35: notify[0].signal.name: must be one of HUP, INT, QUIT, USR1, USR2, ALRM, TERM, CONT, WINCH"
            ]
        )
    }

    @Test func requestsAreForNamedNamespacesOnly() {
        #expect(
            decode("unitRequests: [{units: [a.service]}]").problems.first?.contains("namespaces: is required") == true
        )
        #expect(decode("unitRequests: [{namespaces: [a]}]").problems.first?.contains("units: is required") == true)
    }

    private func dropIns(_ directory: TemporaryDirectory, isRoot: Bool = true) -> NotifyDropIns {
        NotifyDropIns(directory.path, names: ["first"], isRoot: isRoot)
    }

    @Test func dropInsAreReadInTheOrderOfTheirNames() throws {
        let directory = try TemporaryDirectory()
        try directory.write("notify: [{name: b, reloadUnit: b.service}]", to: "20.yaml")
        try directory.write("notify: [{name: a, reloadUnit: a.service}]", to: "10.yaml")
        try directory.write("no: rules", to: "README")
        let read = dropIns(directory, isRoot: geteuid() == 0)
        #expect(read.problems.isEmpty && read.rules.map(\.name) == ["a", "b"], "\(read.problems)")
        #expect(NotifyDropIns(directory.appending("none"), names: [], isRoot: true).problems.isEmpty)
    }

    @Test func namesAreUniqueOverAllFiles() throws {
        let directory = try TemporaryDirectory()
        try directory.write("notify:\n- {name: first, reloadUnit: b.service}\n", to: "a.yaml")
        try directory.write("access: {}\n", to: "b.yaml")
        let path = directory.path
        #expect(
            dropIns(directory, isRoot: geteuid() == 0).problems == [
                "\(path)/a.yaml:2:10: notify[0].name: another rule has this name",
                "\(path)/b.yaml:1:1: unknown field \"access\"",
            ]
        )
    }

    @Test(.enabled(if: Requirement.root, "needs root to own files"))
    func whatSomebodyElseMayChangeIsRefused() throws {
        let directory = try TemporaryDirectory()
        let rule = "notify: [{name: a, reloadUnit: a.service}]"
        try directory.write(rule, to: "writable.yaml")
        try directory.write(rule, to: "foreign.yaml")
        chmod(directory.appending("writable.yaml"), 0o664)
        chown(directory.appending("foreign.yaml"), 1, 0)
        let read = dropIns(directory)
        #expect(read.rules.isEmpty && read.problems.count == 2)
        #expect(read.problems.first?.contains("foreign.yaml: does not belong to root") == true)
        #expect(read.problems.last?.contains("writable.yaml: others than root may write to it") == true)
        #expect(dropIns(directory, isRoot: false).rules.count == 2)
        chmod(directory.path, 0o777)
        #expect(dropIns(directory).problems.count == 1)
    }

    @Test(.enabled(if: Requirement.root, "needs root to own files"))
    func aFileWithRulesBelongsToRoot() throws {
        let directory = try TemporaryDirectory()
        try directory.write("notify: [{name: a, reloadUnit: a.service}]", to: "config.yaml")
        let path = directory.appending("config.yaml")
        #expect(try Configuration.read(explicit: path, isRoot: true).notify.rules.count == 1)
        chmod(path, 0o666)
        #expect(throws: CommandFailure.self) { try Configuration.read(explicit: path, isRoot: true) }
    }
}
