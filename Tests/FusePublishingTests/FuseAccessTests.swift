import Glibc
import KubeObjects
import LinuxSystem
import Publishing
import TestSupport
import Testing

@testable import FusePublishing

/// Rules and audit at real opens.
@Suite(.enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(1)))
struct FuseAccessTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var audit: String { directory.appending("audit.log") }

    /// - Returns: What `cat` of the key printed, and its exit code.
    private func cat(_ path: String) throws -> (String, Int32) {
        let child = try ChildProcess("/bin/cat", [path])
        let code = try child.wait()
        return (child.output, code)
    }

    @Test func aRefusedOpenIsToldAndWrittenDownAndNoValueIs() throws {
        let log = try AuditLog(level: .all, destination: .file(audit), logger: .silent)
        let rule = AccessRule(
            "not-cat",
            .deny,
            who: AccessSubject(executables: ["*/cat"]),
            what: RuleTarget(pods: ["web"], keys: ["closed*"])
        )
        let fixture = try FuseFixture(access: AccessControl(AccessPolicy(rules: [rule]), log: log))
        try fixture.publish(["closed": "canary-7f3a", "open": "canary-7f3a"])
        let refused = try cat(fixture.at("closed"))
        #expect(refused.1 == 1 && refused.0.contains("Permission denied"))
        #expect(try cat(fixture.at("open")) == ("canary-7f3a", 0))
        // Also where the generation's own file is opened.
        #expect(try cat(fixture.at("..data/closed")).1 == 1)
        #expect(Listing.text(fixture.at("closed")) == "canary-7f3a")
        log.close()

        let lines = try #require(Listing.text(audit)).split(separator: "\n")
        let denied = lines.filter { $0.contains(#""verdict":"denied""#) }
        #expect(denied.count == 2)
        for line in denied {
            #expect(line.contains(#""rule":"not-cat""#) && line.contains(#""key":"closed""#))
            #expect(line.contains(#""namespace":"default","pod":"web","volume":"tls""#))
            #expect(line.contains(#""uid":0"#) && line.contains("/cat\""))
        }
        #expect(lines.contains { $0.contains(#""verdict":"allowed""#) && $0.contains("\"pid\":\(getpid()),") })
        #expect(!lines.contains { $0.contains("canary-7f3a") })
    }

    @Test func otherRulesHoldFromTheNextOpenOn() throws {
        let log = try AuditLog(level: .off, logger: .silent)
        let control = AccessControl(AccessPolicy(), log: log)
        let fixture = try FuseFixture(access: control)
        try fixture.publish(["a": "1"])
        #expect(Listing.text(fixture.at("a")) == "1")
        control.replace(AccessPolicy(rules: [AccessRule("nobody", .deny)]))
        #expect(Listing.text(fixture.at("a")) == nil)
        // The daemon's own work is not concerned.
        let inotify = try Inotify()
        _ = try inotify.watch(fixture.at("a"), for: .modify)
        try fixture.publish(["a": "2"])
        #expect(try inotify.read().map(\.mask) == [.modify])
        control.replace(AccessPolicy())
        #expect(Listing.text(fixture.at("a")) == "2")
    }
}
