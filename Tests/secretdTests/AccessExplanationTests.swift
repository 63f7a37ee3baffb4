import ArgumentParser
import FusePublishing
import KubeObjects
import Testing

@testable import secretd

@Suite struct AccessExplanationTests {
    private let policy = AccessPolicy(rules: [
        AccessRule("only-nginx", .allow, who: .init(units: ["nginx.service"]), what: .init(keys: ["tls.*"])),
        AccessRule("no-cat", .deny, who: .init(executables: ["*/cat"])),
    ])

    private func explain(_ arguments: String...) throws -> AccessExplanation {
        let options = try ExplainOptions.parse(arguments)
        let file = try #require(try options.file())
        return AccessExplanation(of: policy, opener: options.opener, file: file)
    }

    @Test func theRuleThatDecidesIsNamed() throws {
        let explanation = try explain(
            "--explain",
            "default/web/tls/tls.key",
            "--unit",
            "nginx.service",
            "--executable",
            "/usr/sbin/nginx"
        )
        #expect(
            explanation.lines == [
                "allowed  default/web/tls/tls.key: rule only-nginx",
                "  only-nginx  allow  matches",
                "  no-cat      deny   does not match: who.executables",
            ]
        )
    }

    @Test func whatIsNotKnownIsSaid() throws {
        #expect(
            try explain("--explain", "default/web/tls/tls.key").lines == [
                "denied   default/web/tls/tls.key: rule no-cat",
                "  only-nginx  allow  does not match: who.units cannot be compared: not known",
                "  no-cat      deny   matches, because who.executables cannot be compared: not known",
            ]
        )
    }

    @Test func aKeyMayHaveSlashesAndOtherFilesAreOpen() throws {
        let explanation = try explain("--explain", "default/web/conf/etc/app.conf", "--executable", "/bin/sh")
        #expect(explanation.lines[0] == "allowed  default/web/conf/etc/app.conf: no rule is about it")
        #expect(explanation.lines[1] == "  only-nginx  allow  does not match: what.keys")
    }

    @Test func noAllowRuleIsAReasonToo() throws {
        let explanation = try explain("--explain", "a/b/c/tls.key", "--unit", "x.service", "--executable", "/bin/sh")
        #expect(explanation.decision.verdict == .denied)
        #expect(explanation.lines[0].hasSuffix(": allow rules are about it, and none is about who opens"))
    }

    @Test(arguments: [
        ["--explain", "a/b/c"], ["--explain", "a//c/d"], ["--explain", "a/b/c/"], ["--uid", "1"],
        ["--unit", "a.service"],
        ["--explain", "a/b/c/d", "--uid", "-1"],
    ])
    func wrongUsageIsRefused(arguments: [String]) {
        #expect(throws: (any Error).self) { try ExplainOptions.parse(arguments) }
    }
}
