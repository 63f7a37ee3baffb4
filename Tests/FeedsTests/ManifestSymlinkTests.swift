import Feeds
import Glibc
import KubeObjects
import TestSupport
import Testing

/// Directories and files that are symlinks, and ConfigMap volumes as Kubernetes mounts them.
@Suite(.timeLimit(.minutes(1)))
struct ManifestSymlinkTests {
    let root: TemporaryDirectory
    let path: String

    init() throws {
        root = try TemporaryDirectory()
        path = root.appending("manifests")
    }

    private func makeDirectory(_ name: String, _ values: KeyValuePairs<String, String>) throws {
        mkdir(root.appending(name), 0o755)
        for (object, value) in values {
            try root.write(SampleManifest.secret(object, value), to: "\(name)/\(object).yaml")
        }
    }

    /// Makes `name` a link to `target`, in place of what it was before, in one step.
    private func point(_ name: String, to target: String) {
        symlink(target, root.appending("link.tmp"))
        rename(root.appending("link.tmp"), root.appending(name))
    }

    @Test func repointedDirectoryIsFollowed() async throws {
        try makeDirectory("one", ["a": "1", "b": "1"])
        try makeDirectory("two", ["a": "2", "c": "2"])
        point("manifests", to: "one")
        let events = try FeedEvents([path])
        #expect(try await events.replaced() == ["a=1", "b=1"])
        point("manifests", to: "two")
        #expect(try await events.changed() == ["a=2", "c=2"])
        #expect(try await events.changed() == ["-b"])
        // The old directory is no longer watched, the new one is.
        try root.write(SampleManifest.secret("a", "9"), to: "one/a.yaml")
        try root.write(SampleManifest.secret("a", "3"), to: "two/a.yaml")
        #expect(try await events.changed() == ["a=3"])
    }

    @Test func linkInTheMiddleOfThePathIsFollowed() async throws {
        mkdir(root.appending("v1"), 0o755)
        mkdir(root.appending("v2"), 0o755)
        try makeDirectory("v1/manifests", ["a": "1"])
        try makeDirectory("v2/manifests", ["a": "2"])
        point("current", to: "v1")
        let events = try FeedEvents([root.appending("current/manifests")])
        #expect(try await events.replaced() == ["a=1"])
        point("current", to: "v2")
        #expect(try await events.changed() == ["a=2"])
    }

    /// A ConfigMap volume: `a.yaml -> ..data/a.yaml`, `..data -> ..1`.
    private func publish(_ generation: String, _ values: KeyValuePairs<String, String>) throws {
        try makeDirectory("manifests/..\(generation)", values)
        for (object, _) in values {
            symlink("..data/\(object).yaml", root.appending("manifests/\(object).yaml"))
        }
        symlink("..\(generation)", root.appending("manifests/..data_tmp"))
        rename(root.appending("manifests/..data_tmp"), root.appending("manifests/..data"))
    }

    @Test func swapOfAConfigMapVolumeIsOneEvent() async throws {
        mkdir(path, 0o755)
        try publish("1", ["a": "1", "b": "1"])
        let events = try FeedEvents([path])
        #expect(try await events.replaced() == ["a=1", "b=1"])
        try publish("2", ["a": "2", "b": "2"])
        #expect(try await events.changed() == ["a=2", "b=2"])
        removeTree(root.appending("manifests/..1"))
        try publish("3", ["a": "3", "b": "2"])
        #expect(try await events.changed() == ["a=3"])
    }

    @Test func configMapVolumeMayGainAndLoseKeys() async throws {
        mkdir(path, 0o755)
        try publish("1", ["a": "1", "b": "1"])
        let events = try FeedEvents([path])
        _ = try await events.replaced()
        // As kubelet does it: the swap, then the links of removed keys.
        try publish("2", ["a": "1", "c": "1"])
        unlink(root.appending("manifests/b.yaml"))
        removeTree(root.appending("manifests/..1"))
        #expect(try await events.changed() == ["c=1"])
        #expect(try await events.changed() == ["-b"])
    }

    @Test func fileBehindALinkIsWatchedWhereItLies() async throws {
        mkdir(path, 0o755)
        try makeDirectory("elsewhere", ["a": "1"])
        symlink(root.appending("elsewhere/a.yaml"), root.appending("manifests/a.yaml"))
        let events = try FeedEvents([path])
        #expect(try await events.replaced() == ["a=1"])
        try root.write(SampleManifest.secret("a", "2"), to: "elsewhere/a.yaml")
        #expect(try await events.changed() == ["a=2"])
        try root.write(SampleManifest.secret("a", "3"), to: "elsewhere/tmp")
        rename(root.appending("elsewhere/tmp"), root.appending("elsewhere/a.yaml"))
        #expect(try await events.changed() == ["a=3"])
    }

    @Test func linkMayBeAddedRepointedAndRemoved() async throws {
        mkdir(path, 0o755)
        try makeDirectory("elsewhere", ["a": "1", "b": "1"])
        let events = try FeedEvents([path])
        #expect(try await events.replaced() == [])
        point("manifests/x.yaml", to: root.appending("elsewhere/a.yaml"))
        #expect(try await events.changed() == ["a=1"])
        point("manifests/x.yaml", to: root.appending("elsewhere/b.yaml"))
        #expect(try await events.changed() == ["b=1", "-a"])
        unlink(root.appending("manifests/x.yaml"))
        #expect(try await events.changed() == ["-b"])
    }

    @Test func plainFileMayTakeTheLinksPlaceAndBack() async throws {
        mkdir(path, 0o755)
        try makeDirectory("elsewhere", ["a": "1"])
        point("manifests/a.yaml", to: root.appending("elsewhere/a.yaml"))
        let events = try FeedEvents([path])
        _ = try await events.replaced()
        try root.write(SampleManifest.secret("a", "2"), to: "manifests/tmp")
        rename(root.appending("manifests/tmp"), root.appending("manifests/a.yaml"))
        #expect(try await events.changed() == ["a=2"])
        point("manifests/a.yaml", to: root.appending("elsewhere/a.yaml"))
        #expect(try await events.changed() == ["a=1"])
    }

    @Test func danglingLinkKeepsItsObjectsAndIsNamed() async throws {
        mkdir(path, 0o755)
        try makeDirectory("elsewhere", ["a": "1"])
        point("manifests/a.yaml", to: root.appending("elsewhere/a.yaml"))
        let events = try FeedEvents([path])
        #expect(try await events.replaced() == ["a=1"])
        unlink(root.appending("elsewhere/a.yaml"))
        #expect(try await events.degraded() == ["error \(path)/a.yaml: is a symlink that leads nowhere"])
        try root.write(SampleManifest.secret("a", "2"), to: "elsewhere/a.yaml")
        #expect(try await events.changed() == ["a=2"])
        #expect(try await events.degraded() == [])
    }

    @Test func singleFileMayBeALink() async throws {
        try makeDirectory("elsewhere", ["a": "1", "b": "1"])
        point("single", to: "elsewhere/a.yaml")
        let events = try FeedEvents([root.appending("single")])
        #expect(try await events.replaced() == ["a=1"])
        try root.write(SampleManifest.secret("a", "2"), to: "elsewhere/a.yaml")
        #expect(try await events.changed() == ["a=2"])
        point("single", to: "elsewhere/b.yaml")
        #expect(try await events.changed() == ["b=1", "-a"])
    }
}
