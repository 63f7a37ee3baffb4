import Glibc
import TestSupport
import Testing

/// `secretd watch` on what the real daemon serves, through mounts.
@Suite(.serialized, .enabled(if: Requirement.root, "needs root to mount"), .timeLimit(.minutes(3)))
struct WatchVolumeTests {
    private func watch(_ path: String, ready: String = "watching") throws -> ChildProcess {
        let child = try ChildProcess(Binary.secretd, ["watch", path])
        try child.line { $0.hasPrefix("secretd: ") && $0.contains(ready) }
        return child
    }

    private func check(_ backend: String) throws {
        let node = try TestNode()
        // There before the volume, the Pod and the mount are.
        let early = try watch(node.path("tls"), ready: "not there yet")
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["key": "0", "same": "same"]), as: "secret.yaml")
        try node.start("--backend", backend)
        #expect(try early.line(containing: "generation").hasSuffix("  added: key, same"))
        let bound = node.directory.appending("bound")
        try #require(mkdir(bound, 0o755) == 0)
        try #require(mount(node.path("tls"), bound, nil, UInt(MS_BIND), nil) == 0)
        defer { umount2(bound, Int32(MNT_DETACH)) }
        let late = try watch(bound)
        for number in 1...10 {
            try node.save(Example.secret(["key": "\(number)", "same": "same"]), as: "secret.yaml")
            for child in [early, late] {
                let line = try child.line(containing: "generation")
                #expect(line.hasSuffix("  changed: key"), "\(line)")
            }
            #expect(node.read("key") == "\(number)")
        }
        // The bind mount goes, and its directory is there still: empty.
        try #require(umount2(bound, Int32(MNT_DETACH)) == 0)
        try #require(rmdir(bound) == 0)
        try late.line(containing: "gone")
        #expect(unlink("\(node.manifests)/pod.yaml") == 0)
        try early.line(containing: "gone")
        try node.save(Example.pod, as: "pod.yaml")
        try early.line(containing: "there")
        try node.save(Example.secret(["key": "again", "same": "same"]), as: "secret.yaml")
        #expect(try early.line(containing: "generation").hasSuffix("  changed: key"))
        for child in [early, late] {
            child.signal(SIGTERM)
            #expect(try child.wait() == 0)
            #expect(!child.output.contains("removed"))
        }
        #expect(try node.stop() == 0)
    }

    @Test func aVolumeOnTmpfsIsFollowed() throws {
        try check("tmpfs")
    }

    @Test(.enabled(if: access("/dev/fuse", F_OK) == 0, "needs /dev/fuse"))
    func aVolumeOnFUSEIsFollowed() throws {
        try check("fuse")
    }

    @Test func aNewSecretAfterARestartOfTheDaemonIsTold() throws {
        let node = try TestNode()
        try node.save(Example.pod, as: "pod.yaml")
        try node.save(Example.secret(["key": "0"]), as: "secret.yaml")
        try node.start()
        let child = try watch(node.path("tls"))
        #expect(try node.stop() == 0)
        try node.save(Example.secret(["key": "1"]), as: "secret.yaml")
        try node.start()
        #expect(try child.line(containing: "generation").hasSuffix("  changed: key"))
        child.signal(SIGTERM)
        #expect(try child.wait() == 0)
    }
}
