import Feeds
import Glibc
import KubeObjects
import TestSupport
import Testing

/// Filesystems that come and go where manifests are. Unmounting one deletes nothing.
@Suite(.timeLimit(.minutes(1)), .enabled(if: Requirement.root, "needs root to mount"))
final class ManifestFilesystemTests {
    let root: TemporaryDirectory
    let path: String
    private var held: String {
        "error \(path): another filesystem is there now, without files that were there; reload to accept it"
    }

    init() throws {
        root = try TemporaryDirectory()
        path = root.appending("manifests")
        mkdir(path, 0o755)
        try mountTmpfs()
        try write(["a": "1", "b": "1"])
    }

    deinit {
        while umount2(path, Int32(MNT_DETACH)) == 0 {}
    }

    private func mountTmpfs() throws {
        try #require(mount("tmpfs", path, "tmpfs", UInt(MS_NOSUID), nil) == 0)
    }

    private func unmount() throws {
        try #require(umount2(path, Int32(MNT_DETACH)) == 0)
    }

    private func write(_ values: KeyValuePairs<String, String>) throws {
        for (name, value) in values {
            try writeFile(SampleManifest.secret(name, value), to: "\(path)/\(name).yaml")
        }
    }

    @Test func unmountedFilesystemKeepsItsObjectsUntilItsFilesAreBack() async throws {
        let events = try FeedEvents([path])
        #expect(try await events.replaced() == ["a=1", "b=1"])
        try unmount()
        #expect(try await events.degraded() == [held])
        try write(["a": "2"])
        #expect(try await events.changed() == ["a=2"])
        try root.write(SampleManifest.secret("b", "2"), to: "new")
        rename(root.appending("new"), "\(path)/b.yaml")
        #expect(try await events.changed() == ["b=2"])
        #expect(try await events.degraded() == [])
        // From now on this is where the manifests are.
        unlink("\(path)/a.yaml")
        #expect(try await events.changed() == ["-a"])
    }

    @Test func filesystemThatIsMountedAgainIsHealthy() async throws {
        let events = try FeedEvents([path], rescanInterval: .milliseconds(50))
        #expect(try await events.replaced() == ["a=1", "b=1"])
        // Over the other: no event tells of a mount, so the slow rescan has to find it.
        try mountTmpfs()
        #expect(try await events.degraded() == [held])
        try unmount()
        #expect(try await events.degraded() == [])
        unlink("\(path)/a.yaml")
        #expect(try await events.changed() == ["-a"])
    }

    @Test func deletionOnAnotherFilesystemTakesNothing() async throws {
        let events = try FeedEvents([path])
        #expect(try await events.replaced() == ["a=1", "b=1"])
        try unmount()
        #expect(try await events.degraded() == [held])
        try write(["a": "2", "c": "1"])
        #expect(try await events.changedAll(2) == ["a=2", "c=1"])
        unlink("\(path)/a.yaml")
        try write(["c": "2"])
        #expect(try await events.changed() == ["c=2"])
        events.feed.reload()
        #expect(try await events.degraded() == [])
        #expect(try await events.replaced() == ["a=2", "b=1", "c=2"])
        #expect(try await events.changedAll(2).sorted() == ["-a", "-b"])
    }
}
