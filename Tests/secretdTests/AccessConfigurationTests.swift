import FusePublishing
import KubeObjects
import Testing

@testable import secretd

@Suite struct AccessConfigurationTests {
    private func decode(_ text: String) -> (configuration: Configuration, problems: [String]) {
        var decoder = ConfigurationDecoder()
        let configuration = Array(text.utf8).withUnsafeBytes { decoder.decode($0) }
        return (configuration, decoder.problems)
    }

    private func problems(ofRule rule: String) -> [String] {
        decode("access: {rules: [\(rule)]}").problems
    }

    @Test func rulesAndAuditAreRead() {
        let (configuration, problems) = decode(
            """
            volumes: {backend: fuse}
            access:
              rules:
              - name: only-nginx
                effect: allow
                who: {units: [nginx.service], uids: [33], gids: [], executables: ["/usr/sbin/nginx"]}
                what: {namespaces: [default], pods: [web], volumes: [tls], keys: ["tls.*"]}
              - {name: closed, effect: deny}
            audit: {level: denied, file: /var/log/secretd/audit.log, rate: 10}
            """
        )
        #expect(problems.isEmpty)
        #expect(configuration.backend == .fuse)
        #expect(
            configuration.accessRules == [
                AccessRule(
                    "only-nginx",
                    .allow,
                    who: .init(uids: [33], units: ["nginx.service"], executables: ["/usr/sbin/nginx"]),
                    what: .init(namespaces: ["default"], pods: ["web"], volumes: ["tls"], keys: ["tls.*"])
                ),
                AccessRule("closed", .deny),
            ]
        )
        #expect(configuration.audit == AuditSettings(level: .denied, file: "/var/log/secretd/audit.log", rate: 10))
        #expect(configuration.audit.destination == .file("/var/log/secretd/audit.log"))
    }

    @Test func withoutTheSectionsNothingIsRuledOrWritten() {
        let (configuration, problems) = decode("{}")
        #expect(problems.isEmpty && configuration.accessRules.isEmpty && configuration.backend == nil)
        #expect(configuration.audit == AuditSettings() && configuration.audit.level == .off)
        #expect(configuration.audit.destination == .journal)
    }

    @Test(arguments: [
        ("{effect: deny}", "1:18: access.rules[0].name: is required"),
        ("{name: a}", "1:18: access.rules[0].effect: is required"),
        ("{name: a b, effect: deny}", "1:25: access.rules[0].name: must be 1 to 63 letters, digits, '-', '_' and '.'"),
        ("{name: a, effect: permit}", "1:36: access.rules[0].effect: must be one of allow, deny"),
        ("{name: a, effect: deny}, {name: a, effect: deny}", "1:50: access.rules[1].name: another rule has this name"),
        ("{name: a, effect: deny, when: x}", #"1:42: unknown field "access.rules[0].when""#),
        ("{name: a, effect: deny, who: {users: [x]}}", #"1:48: unknown field "access.rules[0].who.users""#),
        ("{name: a, effect: deny, what: {key: [x]}}", #"1:49: unknown field "access.rules[0].what.key""#),
        ("{name: a, effect: deny, who: {units: x}}", "1:55: access.rules[0].who.units: expected array, found string"),
        (
            "{name: a, effect: deny, who: {uids: [0, x]}}",
            "1:58: access.rules[0].who.uids[1]: expected integer, found string"
        ),
    ])
    func errorsNamePlaceAndField(rule: String, problem: String) {
        #expect(problems(ofRule: rule) == [problem])
    }

    @Test(arguments: [
        ("who: {uids: [-1]}", "who.uids[0]: must be from 0 to 4294967294"),
        ("who: {gids: [0, 4294967295]}", "who.gids[1]: must be from 0 to 4294967294"),
        ("who: {executables: [nginx]}", "who.executables[0]: must be an absolute path"),
        ("who: {executables: ['']}", "who.executables[0]: must not be empty"),
        ("who: {units: [null]}", "who.units[0]: must not be empty"),
        (
            "who: {units: [nginx]}",
            "who.units[0]: must end with the unit's type: .service, .scope, .socket, .mount, .swap, .slice"
        ),
        ("what: {namespaces: [a/b]}", "what.namespaces[0]: is a name, which has no '/'"),
        ("what: {keys: [x, /tls.key]}", "what.keys[1]: is a path inside the volume, and starts without '/'"),
    ])
    func patternsThatCannotMatchAreErrors(part: String, problem: String) {
        let found = problems(ofRule: "{name: a, effect: deny, \(part)}")
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix(": access.rules[0].\(problem)") == true, "\(found)")
    }

    @Test(arguments: ["", ", who: {}", ", who: {uids: []}", ", who: null"])
    func anAllowRuleSaysWhoAndADenyRuleNeedNot(who: String) {
        #expect(problems(ofRule: "{name: a, effect: deny\(who)}").isEmpty)
        let found = problems(ofRule: "{name: a, effect: allow\(who)}")
        #expect(found.count == 1 && found.first?.contains("access.rules[0].who: an allow rule must say who") == true)
    }

    @Test(arguments: [
        ("audit: {level: some}", "1:16: audit.level: must be one of off, denied, all"),
        ("audit: {file: audit.log}", "1:15: audit.file: must be the absolute path of a file"),
        ("audit: {file: /var/log/}", "1:15: audit.file: must be the absolute path of a file"),
        ("audit: {rate: 0}", "1:15: audit.rate: must be from 1 to 1000000"),
        ("audit: {to: journal}", #"1:9: unknown field "audit.to""#),
        ("volumes: {backend: nfs}", "1:20: volumes.backend: must be one of tmpfs, fuse"),
        ("access: {rule: []}", #"1:10: unknown field "access.rule""#),
        ("log: {level: loud}", "1:14: log.level: must be one of trace, debug, info, notice, warning, error, critical"),
    ])
    func otherSectionsAreCheckedToo(text: String, problem: String) {
        #expect(decode(text).problems == [problem])
    }
}
