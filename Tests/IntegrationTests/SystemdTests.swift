import Glibc
import TestSupport
import Testing

/// The service under a real systemd, and nginx under it: booted on an overlay of this machine's root.
@Suite(
    .enabled(if: Requirement.root, "needs root to boot a container"),
    .enabled(if: access("/usr/bin/systemd-nspawn", X_OK) == 0, "needs systemd-nspawn: make deps"),
    .timeLimit(.minutes(4))
)
struct SystemdTests {
    @Test func theServiceRunsSurvivesAndFeedsUnits() throws {
        let scratch = try TemporaryDirectory(in: "/var/tmp")
        let scripts = "\(Repository.path)/Tests/IntegrationTests/systemd"
        let boot = try ChildProcess("\(scripts)/boot.sh", [Binary.secretd, Repository.path, scratch.path])
        let code = try boot.wait(within: 180)
        #expect(code == 0, "\(boot.output)")
        let facts = boot.output.split(separator: "\n").filter { $0.hasPrefix("FACT ") }
        #expect(facts.count == 9, "\(boot.output)")
    }
}
