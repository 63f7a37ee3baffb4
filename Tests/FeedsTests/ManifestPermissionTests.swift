import Feeds
import Glibc
import KubeObjects
import TestSupport
import Testing

/// What the daemon may not read. Each runs in a process of its own, as another user.
@Suite(.enabled(if: Requirement.root, "needs root to become somebody else"), .timeLimit(.minutes(1)))
struct ManifestPermissionTests {
    @Test func unreadableFileIsNamedAndReadWhenItMayBe() async {
        await #expect(processExitsWith: .success) {
            let directory = try TemporaryDirectory()
            chmod(directory.path, 0o755)
            let path = directory.appending("x.yaml")
            try directory.write(SampleManifest.secret("a", "1"), to: "x.yaml")
            chmod(path, 0o600)
            seteuid(65534)
            let events = try FeedEvents(directory)
            try await require(events.degraded(), ["error \(path): open: Permission denied"])
            try await require(events.replaced(), [])
            seteuid(0)
            chmod(path, 0o644)
            seteuid(65534)
            try await require(events.degraded(), [])
            try await require(events.replaced(), ["a=1"])
            seteuid(0)
        }
    }

    @Test func unreadableDirectoryKeepsItsObjectsAndIsReadWhenItMayBe() async {
        await #expect(processExitsWith: .success) {
            let root = try TemporaryDirectory()
            chmod(root.path, 0o755)
            let path = root.appending("manifests")
            mkdir(path, 0o755)
            try root.write(SampleManifest.secret("a", "1"), to: "manifests/a.yaml")
            seteuid(65534)
            let events = try FeedEvents([path])
            try await require(events.replaced(), ["a=1"])
            seteuid(0)
            chmod(path, 0o700)
            seteuid(65534)
            try await require(events.degraded(), ["error \(path): open: Permission denied"])
            seteuid(0)
            try root.write(SampleManifest.secret("a", "2"), to: "manifests/a.yaml")
            chmod(path, 0o755)
            seteuid(65534)
            try await require(events.changed(), ["a=2"])
            try await require(events.degraded(), [])
            seteuid(0)
        }
    }
}

private struct Unexpected: Error {}

/// In a process of its own an expectation that fails has to end it.
private func require(_ got: [String], _ expected: [String]) throws {
    guard got == expected else { throw Unexpected() }
}
