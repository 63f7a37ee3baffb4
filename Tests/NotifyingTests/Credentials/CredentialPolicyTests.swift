import KubeObjects
import Testing

@testable import Notifying

struct CredentialPolicyTests {
    private static let source = MemoryCredentials([
        "default/web/conf": ["tls.crt": "conf crt", "only": "only"],
        "default/web/tls": ["tls.crt": "crt", "tls.key": "key", "dir/key": "nested"],
        "default/late/tls": nil,
        "default/big/tls": ["big": String(repeating: "x", count: CredentialPolicy.largest + 1)],
    ])

    private static let policy = CredentialPolicy(rules: [
        CredentialRule(
            "nginx",
            units: ["nginx.service"],
            namespace: "default",
            pod: "web",
            volume: "tls",
            keys: ["tls.*"],
            credentials: ["nested": "dir/key"]
        ),
        CredentialRule("app", units: ["app@*.service"], namespace: "default", pod: "web"),
        CredentialRule("late", units: ["late.service"], namespace: "default", pod: "late"),
        CredentialRule("late-second", units: ["late.service"], namespace: "default", pod: "web", volume: "tls"),
        CredentialRule(
            "map",
            units: ["map.service"],
            namespace: "default",
            pod: "web",
            volume: "tls",
            credentials: ["server-key": "tls.key"]
        ),
        CredentialRule("big", units: ["big.service"], namespace: "default", pod: "big"),
    ])

    private func answer(_ unit: String, _ id: String, isLate: Bool = false, _ policy: CredentialPolicy = policy)
        -> String
    {
        switch policy.answer(CredentialRequest(unit: unit, id: id), from: Self.source, isLate: isLate) {
        case .give(let bytes, let rule, let volume, _):
            "\(rule): \(volume): \(bytes.withBytes { String(decoding: $0, as: UTF8.self) })"
        case .wait(let reason, let rule): "wait \(rule): \(reason)"
        case .refuse(let reason, let rule): "refuse \(rule ?? "-"): \(reason)"
        }
    }

    @Test(arguments: [
        ("nginx.service", "tls.key", "nginx: default/web/tls: key"),
        ("nginx.service", "nested", "nginx: default/web/tls: nested"),
        ("nginx.service", "only", "refuse -: no rule allows it"),
        ("nginx.service", "tls.none", "refuse nginx: no such file"),
        ("nginx2.service", "tls.key", "refuse -: no rule allows it"),
        ("app@one.service", "tls.crt", "app: default/web/conf: conf crt"),
        ("app@one.service", "tls.key", "app: default/web/tls: key"),
        ("app.service", "tls.key", "refuse -: no rule allows it"),
        ("map.service", "server-key", "map: default/web/tls: key"),
        ("map.service", "tls.key", "refuse -: no rule allows it"),
        ("late.service", "tls.key", "wait late: waiting"),
        ("big.service", "big", "refuse big: larger than systemd takes: 1 MiB"),
    ])
    func theFirstRuleThatHasTheFileGivesIt(unit: String, id: String, expected: String) {
        #expect(answer(unit, id) == expected)
    }

    @Test func afterTheWaitTheNextRuleIsAsked() {
        #expect(answer("late.service", "tls.key", isLate: true) == "late-second: default/web/tls: key")
        #expect(answer("late.service", "none", isLate: true) == "refuse late: waiting")
    }

    @Test func withoutRulesNothingIsGiven() {
        #expect(answer("nginx.service", "tls.key", CredentialPolicy()) == "refuse -: no rule allows it")
    }
}
