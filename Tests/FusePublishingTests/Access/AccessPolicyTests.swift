import KubeObjects
import Testing

@testable import FusePublishing

private let key = OpenedFile(namespace: "default", pod: "web", volume: "tls", key: "tls.key", generation: "..1")
private let nginx = Opener(
    pid: 1,
    uid: 33,
    gid: 33,
    executable: "/usr/sbin/nginx",
    cgroup: "/system.slice/nginx.service",
    unit: "nginx.service"
)
private let user = Opener(pid: 2, uid: 1000, gid: 1000, executable: "/usr/bin/cat", cgroup: "/")
/// Nothing but the ids is known.
private let stranger = Opener(pid: 0, uid: 33, gid: 33)

@Suite struct AccessPolicyTests {
    private let onlyNginx = AccessRule(
        "only-nginx",
        .allow,
        who: .init(units: ["nginx.service"]),
        what: .init(pods: ["web"], keys: ["tls.*"])
    )
    private let noCat = AccessRule("no-cat", .deny, who: .init(executables: ["*/cat"]))

    private func decide(_ rules: [AccessRule], _ opener: Opener, _ file: OpenedFile = key) -> Decision {
        AccessPolicy(rules: rules).decide(opener, file)
    }

    @Test func withoutRulesEverythingIsAllowed() {
        #expect(decide([], user) == Decision(.allowed))
        #expect(AccessPolicy().isEmpty && AccessPolicy().facts.isEmpty)
    }

    @Test func anAllowRuleClosesItsFilesToOthers() {
        #expect(decide([onlyNginx], nginx) == Decision(.allowed, by: "only-nginx"))
        #expect(decide([onlyNginx], user) == Decision(.denied, by: Decision.noAllowRule))
        var other = key
        other.key = "readme"
        #expect(decide([onlyNginx], user, other) == Decision(.allowed))
    }

    @Test func oneOfSeveralAllowRulesIsEnough() {
        let users = AccessRule("users", .allow, who: .init(uids: [1000]))
        #expect(decide([onlyNginx, users], user) == Decision(.allowed, by: "users"))
        #expect(decide([onlyNginx, users], nginx) == Decision(.allowed, by: "only-nginx"))
        #expect(decide([onlyNginx, users], Opener(pid: 1, uid: 7, gid: 7)).verdict == .denied)
    }

    @Test func aDenyRuleWinsWhereverItStands() {
        let users = AccessRule("users", .allow, who: .init(uids: [1000]))
        #expect(decide([users, noCat], user) == Decision(.denied, by: "no-cat"))
        #expect(decide([noCat, users], user) == Decision(.denied, by: "no-cat"))
        #expect(decide([noCat], nginx) == Decision(.allowed))
    }

    @Test func aDenyRuleForEverybodyHoldsForEverybody() {
        let closed = AccessRule("closed", .deny, what: .init(keys: ["*.key"]))
        #expect(decide([closed, onlyNginx], nginx) == Decision(.denied, by: "closed"))
    }

    @Test func whatIsNotKnownGoesAgainstTheOpener() {
        #expect(decide([onlyNginx], stranger) == Decision(.denied, by: Decision.noAllowRule))
        #expect(decide([noCat], stranger) == Decision(.denied, by: "no-cat"))
        let noUnit = AccessRule("no-unit", .deny, who: .init(units: ["x.service"]))
        #expect(decide([noUnit], stranger) == Decision(.denied, by: "no-unit"))
    }

    @Test func noUnitIsKnownOfAProcessInTheRootGroup() {
        let noUnit = AccessRule("no-unit", .deny, who: .init(units: ["*"]))
        #expect(decide([noUnit], user) == Decision(.allowed))
    }

    @Test func whatDiffersForSureIsNoMatchWhateverElseIsUnknown() {
        let rule = AccessRule("both", .deny, who: .init(uids: [7], units: ["a.service"], executables: ["/a"]))
        #expect(rule.match(stranger, key) == .differs(.uids))
        var half = stranger
        half.executable = "/b"
        let paths = AccessRule("paths", .deny, who: .init(units: ["a.service"], executables: ["/a"]))
        #expect(paths.match(half, key) == .differs(.executables))
        #expect(paths.match(stranger, key) == .unknown(.units))
    }

    @Test func aUnitOfAUserIsNotTheSystemsOfThatName() {
        var forged = user
        forged.cgroup = "/user.slice/user-1000.slice/user@1000.service/app.slice/nginx.service"
        forged.unit = forged.cgroup.flatMap { CgroupPath($0).unit }
        #expect(decide([onlyNginx], forged).verdict == .denied)
    }

    @Test(arguments: [
        (RuleTarget(namespaces: ["prod"]), RuleMatch.differs(.namespaces)),
        (RuleTarget(pods: ["db"]), .differs(.pods)),
        (RuleTarget(volumes: ["x", "y"]), .differs(.volumes)),
        (RuleTarget(namespaces: ["default"], keys: ["*.crt"]), .differs(.keys)),
        (RuleTarget(namespaces: ["d*"], pods: ["db", "web"], volumes: ["*"], keys: ["*.key"]), .matches),
        (RuleTarget(), .matches),
    ])
    func allListsMustMatchAndAnyOfEach(what: RuleTarget, match: RuleMatch) {
        #expect(AccessRule("r", .allow, what: what).match(user, key) == match)
    }

    @Test func groupsAreComparedToo() {
        let staff = AccessRule("staff", .allow, who: .init(gids: [50, 1000]))
        #expect(decide([staff], user).verdict == .allowed)
        #expect(staff.match(nginx, key) == .differs(.gids))
    }

    @Test func onlyTheFactsThatRulesNameAreAskedFor() {
        #expect(AccessPolicy(rules: [AccessRule("a", .allow, who: .init(uids: [1]))]).facts.isEmpty)
        #expect(AccessPolicy(rules: [onlyNginx]).facts == .cgroup)
        #expect(AccessPolicy(rules: [onlyNginx, noCat]).facts == [.cgroup, .executable])
    }
}
