import KubeObjects
import Notifying
import Testing

@testable import secretd

struct CredentialConfigurationTests {
    private func decode(_ text: String) -> (configuration: Configuration, problems: [String]) {
        var decoder = ConfigurationDecoder()
        let configuration = Array(text.utf8).withUnsafeBytes { decoder.decode($0) }
        return (configuration, decoder.problems)
    }

    @Test func rulesAreRead() {
        let (configuration, problems) = decode(
            """
            credentials:
              socket: /run/x.sock
              wait: 5s
              rules:
              - name: nginx
                units: [nginx.service, "app@*.service"]
                pod: default/web
                volume: tls
                keys: ["tls.*"]
                credentials: {server-key: dir/tls.key}
              - {name: all, units: ["*"], pod: default/web}
            """
        )
        #expect(problems.isEmpty)
        #expect(configuration.credentials.socket == "/run/x.sock")
        #expect(configuration.credentials.wait == .seconds(5))
        #expect(
            configuration.credentials.policy.rules == [
                CredentialRule(
                    "nginx",
                    units: ["nginx.service", "app@*.service"],
                    namespace: "default",
                    pod: "web",
                    volume: "tls",
                    keys: ["tls.*"],
                    credentials: ["server-key": "dir/tls.key"]
                ),
                CredentialRule("all", units: ["*"], namespace: "default", pod: "web"),
            ]
        )
    }

    @Test func withoutRulesItIsOff() {
        #expect(!decode("{}").configuration.credentials.isOn)
        #expect(!decode("credentials: {socket: /x}").configuration.credentials.isOn)
    }

    @Test(arguments: [
        ("{units: [a.service], pod: a/b}", "name: is required"),
        ("{name: a, pod: a/b}", "units: is required: which units get them"),
        ("{name: a, units: [nginx], pod: a/b}", "units[0]: must end with the unit's type: "),
        ("{name: a, units: [a.service]}", "pod: is required"),
        ("{name: a, units: [a.service], pod: web}", "pod: must be one Pod: NAMESPACE/NAME"),
        ("{name: a, units: [a.service], pod: default/*}", "pod: must be one Pod: NAMESPACE/NAME"),
        ("{name: a, units: [a.service], pod: a/b, volume: a/b}", "volume: must be the name of a volume"),
        ("{name: a, units: [a.service], pod: a/b, keys: [/a]}", "keys[0]: is a path inside the volume"),
        (
            "{name: a, units: [a.service], pod: a/b, credentials: {a: ../b}}",
            "credentials[a]: must be the path of a file"
        ),
        ("{name: a, units: [a.service], pod: a/b, credentials: {a/b: b}}", "is no name of a credential"),
        ("{name: a, units: [a.service], pod: a/b, key: [a]}", "unknown field"),
    ])
    func aRuleThatIsWrongIsRefused(rule: String, expected: String) {
        let problems = decode("credentials: {rules: [\(rule)]}").problems
        #expect(problems.contains { $0.contains(expected) }, "\(problems)")
    }

    @Test func socketAndWaitAreChecked() {
        #expect(decode("credentials: {socket: x.sock}").problems.count == 1)
        #expect(decode("credentials: {wait: soon}").problems.count == 1)
        let twice = "{name: a, units: [a.service], pod: a/b}"
        #expect(decode("credentials: {rules: [\(twice), \(twice)]}").problems.count == 1)
    }

    @Test func onlyOtherRulesAreTakenUpWithoutARestart() {
        let rule = CredentialRule("a", units: ["a.service"], namespace: "default", pod: "web")
        var running = CredentialSettings()
        var new = running
        new.policy.rules = [rule]
        #expect(new.needRestart(after: running))
        running = new
        new.policy.rules = []
        #expect(!new.needRestart(after: running))
        new.wait = .seconds(1)
        #expect(new.needRestart(after: running))
    }

    @Test func theRulesExplainThemselves() {
        let policy = CredentialPolicy(rules: [
            CredentialRule("other", units: ["app@*.service"], namespace: "default", pod: "web"),
            CredentialRule("a", units: ["nginx.service"], namespace: "default", pod: "web", keys: ["ca.*"]),
            CredentialRule("b", units: ["nginx.service"], namespace: "default", pod: "web", volume: "tls"),
        ])
        let allowed = CredentialExplanation(of: policy, CredentialRequest(unit: "nginx.service", id: "tls.key"))
        #expect(allowed.isAllowed)
        #expect(
            allowed.lines == [
                "allowed  nginx.service tls.key: rule b",
                "  other  does not match: units",
                "  a      does not match: keys, credentials",
                "  b      matches: tls.key of default/web/tls",
            ]
        )
        let denied = CredentialExplanation(of: policy, CredentialRequest(unit: "x.service", id: "tls.key"))
        #expect(!denied.isAllowed)
        #expect(denied.lines.first == "denied   x.service tls.key: no rule allows it")
    }
}
