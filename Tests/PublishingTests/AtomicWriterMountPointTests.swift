import Glibc
import LinuxSystem
import Projection
import TestSupport
import Testing

@testable import Publishing

/// Plain directories in a volume's root, on which other volumes are mounted.
@Suite
struct AtomicWriterMountPointTests {
    private func expectDirectory(_ volume: VolumeFixture, _ name: String = "nested") {
        let status = Listing.status("\(volume.path)/\(name)")
        #expect(status?.kind == .directory)
        #expect(status?.mode == 0o755)
    }

    @Test(arguments: [false, true]) func areMadeAndShadowAKeyOfTheirName(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let payload = try Payload(["nested": "shadowed", "foo": "1"])
        let first = try volume.publish(payload, mountPoints: ["nested"])
        expectDirectory(volume)
        #expect(volume.files == ["foo": "1"])
        #expect(Listing.text("\(volume.path)/..data/nested") == "shadowed")
        let again =
            restarts
            ? try volume.publish(payload, mountPoints: ["nested"])
            : try volume.publish(payload, after: first, mountPoints: ["nested"])
        #expect(!again.outcome.changed)
        expectDirectory(volume)
    }

    @Test(arguments: [false, true]) func comeAndGoWithoutANewGeneration(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let payload = try Payload(["nested": "key", "foo": "1"])
        let first = try volume.publish(payload)
        let live = volume.live
        let second =
            restarts
            ? try volume.publish(payload, mountPoints: ["nested", "other"])
            : try volume.publish(payload, after: first, mountPoints: ["nested", "other"])
        expectDirectory(volume)
        expectDirectory(volume, "other")
        let third = restarts ? try volume.publish(payload) : try volume.publish(payload, after: second)
        #expect(volume.live == live)
        #expect(!third.outcome.changed)
        #expect(Listing.text("\(volume.path)/nested") == "key")
        #expect(Listing.status("\(volume.path)/other") == nil)
        #expect(!third.outcome.leftovers)
    }

    @Test func aMountPointInUseStaysAndIsNamed() throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["foo": "1"]), mountPoints: ["nested"])
        try volume.directory.write("x", to: "nested/in-use")
        let second = try volume.publish(try Payload(["foo": "2"]), after: first)
        #expect(second.outcome.leftovers)
        #expect(volume.files["foo"] == "2")
        #expect(throws: PublishError.occupied(path: "nested", found: "a directory")) {
            try volume.publish(try Payload(["nested": "key"]), after: second)
        }
    }

    @Test func aFileAtAMountPointIsRefused() throws {
        let volume = try VolumeFixture()
        try volume.directory.write("x", to: "nested")
        #expect(throws: PublishError.occupied(path: "nested", found: "a file")) {
            try volume.publish(try Payload(["foo": "1"]), mountPoints: ["nested"])
        }
        #expect(Listing.names(at: volume.path) == ["nested"])
    }

    @Test(arguments: [false, true]) func areMadeWithTheirParentsAndRemovedWithThem(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let payload = try Payload(["foo": "1", "sub/key": "shadowed"])
        var result = try volume.publish(payload)
        func publish(_ payload: Payload, _ mountPoints: [String]) throws {
            result =
                restarts
                ? try volume.publish(payload, mountPoints: mountPoints)
                : try volume.publish(payload, after: result, mountPoints: mountPoints)
            #expect(!result.outcome.leftovers)
        }
        try publish(payload, ["sub/deep/er", "sub/other"])
        for name in ["sub", "sub/deep", "sub/deep/er", "sub/other"] { expectDirectory(volume, name) }
        #expect(volume.files == ["foo": "1"])
        // What is mounted there has directories of its own.
        mkdir("\(volume.path)/sub/other/theirs", 0o755)
        try publish(payload, ["sub/other"])
        expectDirectory(volume, "sub/other/theirs")
        #expect(Listing.names(at: "\(volume.path)/sub") == ["other"])
        rmdir("\(volume.path)/sub/other/theirs")
        try publish(payload, [])
        #expect(volume.files == ["foo": "1", "sub/key": "shadowed"])
        #expect(Listing.status("\(volume.path)/sub")?.kind == .link)
        try publish(try Payload(["foo": "1"]), ["sub/deep"])
        try publish(try Payload(["foo": "1"]), [])
        #expect(Listing.status("\(volume.path)/sub") == nil)
        try publish(try Payload(["foo": "1"]), ["sub/deep"])
        try volume.writer().removeContents(of: volume.open())
        #expect(Listing.names(at: volume.path).isEmpty)
    }
}
