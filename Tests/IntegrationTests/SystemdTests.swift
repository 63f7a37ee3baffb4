import Glibc
import TestSupport
import Testing

/// The service under a real systemd: booted on an overlay of this machine's root.
@Suite(
    .serialized,
    .enabled(if: Requirement.root, "needs root to boot a container"),
    .enabled(if: access("/usr/bin/systemd-nspawn", X_OK) == 0, "needs systemd-nspawn: make deps"),
    .timeLimit(.minutes(4))
)
struct SystemdTests {
    /// With nginx under it.
    @Test func theServiceRunsSurvivesAndFeedsUnits() throws {
        let facts = try boot("tmpfs.sh")
        #expect(facts.count == 9)
    }

    /// Killed again and again under readers, watchers and updates.
    @Test(.enabled(if: access("/dev/fuse", F_OK) == 0, "needs /dev/fuse"))
    func withFUSENobodyNoticesThatTheDaemonIsKilled() throws {
        let facts = try boot("fuse.sh")
        #expect(facts.count == 10)
    }

    /// With an encryption key that systemd keeps.
    @Test func theServiceHasAStoreAndAnAPI() throws {
        let facts = try boot("store.sh")
        #expect(facts.count == 6)
    }

    /// With units that may have some of a volume's files, and some that may not.
    @Test func unitsGetCredentialsThatARuleAllows() throws {
        let facts = try boot("credentials.sh")
        #expect(facts.count == 7)
    }

    /// nginx, HAProxy and commands.
    @Test(.enabled(if: access("/usr/sbin/haproxy", X_OK) == 0, "needs haproxy: make deps"))
    func consumersAreToldOfNewGenerations() throws {
        let facts = try boot("notify.sh")
        #expect(facts.count == 9)
    }

    /// Under load, and without a failed request.
    @Test(.enabled(if: access("/usr/bin/wrk", X_OK) == 0, "needs wrk: make deps"))
    func nginxTakesAHundredCertificatesUnderLoad() throws {
        let facts = try boot("rotate.sh")
        #expect(facts.count == 2)
    }

    /// Boots, runs the script inside, and gives the facts that it found to hold.
    private func boot(_ script: String) throws -> [Substring] {
        let scratch = try TemporaryDirectory(in: "/var/tmp")
        let scripts = "\(Repository.path)/Tests/IntegrationTests/systemd"
        let boot = try ChildProcess("\(scripts)/boot.sh", [Binary.secretd, Repository.path, scratch.path, script])
        let code = try boot.wait(within: 180)
        #expect(code == 0, "\(boot.output)")
        let facts = boot.output.split(separator: "\n").filter { $0.hasPrefix("FACT ") }
        for fact in facts { print(fact) }
        return facts
    }
}
