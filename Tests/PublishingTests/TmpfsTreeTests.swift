import Glibc
import KubeObjects
import LinuxSystem
import Projection
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

@Suite(.enabled(if: Requirement.root, "needs root to mount"))
struct TmpfsTreeTests {
    @Test func publishesFilesBehindLinksAndReplacesThem() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        let first = try tree.publish(try Payload(["tls.crt": "one", "tls.key": "two"]), to: .web)
        #expect(first.changed)
        #expect(first.files == 2)
        #expect(first.bytes == 6)
        #expect(first.written.map(\.text) == ["tls.crt", "tls.key"])
        #expect(Listing.files(at: fixture.at(.web)) == ["tls.crt": "one", "tls.key": "two"])
        let second = try tree.publish(try Payload(["tls.crt": "ONE", "etc/ca": "three"]), to: .web)
        #expect(second.changed)
        #expect(second.generation > first.generation)
        #expect(second.removed.map(\.text) == ["tls.key"])
        #expect(Listing.destination(fixture.at(.web, "..data")) == "..\(second.generation)")
        #expect(Listing.files(at: fixture.at(.web)) == ["tls.crt": "ONE", "etc/ca": "three"])
        #expect(Listing.untidiness(at: fixture.at(.web)).isEmpty)
    }

    @Test func anEqualPayloadMakesNoStep() throws {
        let fixture = try TreeFixture()
        let probe = Probe()
        let tree = try fixture.open(probe: { (step) throws(SystemError) in try probe(step) })
        let first = try tree.publish(try Payload(["foo": "1"]), to: .web)
        probe.reset()
        let again = try tree.publish(try Payload(["foo": "1"]), to: .web)
        #expect(!again.changed)
        #expect(again.generation == first.generation)
        #expect(probe.steps.isEmpty)
    }

    @Test func theNextProcessAdoptsTheLiveGeneration() throws {
        let fixture = try TreeFixture()
        let payload = try Payload(["foo": "1", "a/b": "2"])
        let first = try fixture.open().publish(payload, to: .web)
        let inodes = [Listing.status(fixture.at(.web))?.inode, Listing.target(fixture.at(.web, "foo"))?.inode]
        let mount = try MountTable.mount(of: try Directory(opening: fixture.path))
        let tree = try fixture.open()
        let second = try tree.publish(payload, to: .web)
        #expect(!second.changed)
        #expect(second.generation == first.generation)
        #expect(Listing.status(fixture.at(.web))?.inode == inodes[0])
        #expect(Listing.target(fixture.at(.web, "foo"))?.inode == inodes[1])
        #expect(try MountTable.mount(of: try Directory(opening: fixture.path)) == mount)
    }

    @Test func aSourceThatComesBackUnchangedAfterARestartChangesNothing() throws {
        let fixture = try TreeFixture()
        let payload = try Payload(["foo": "1", "bar": "2"])
        let first = try fixture.open().publish(payload, to: .web)
        let tree = try fixture.open()
        let waiting = try tree.publish(try Payload(["foo": "1"], retention: .unclaimed), to: .web)
        #expect(waiting.retained.map(\.text) == ["bar"])
        let back = try tree.publish(payload, to: .web)
        #expect(!back.changed)
        #expect(back.generation == first.generation)
        #expect(try tree.publish(try Payload(["foo": "1", "bar": "3"]), to: .web).written.map(\.text) == ["bar"])
    }

    @Test func everybodyElseMeetsAReadOnlyFilesystem() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        _ = try tree.publish(try Payload(["foo": "1"]), to: .web)
        let root = try Directory(opening: fixture.at(.web))
        for (call, attempt) in [
            ("openat", { () throws(SystemError) in _ = try root.create("new", mode: 0o644) }),
            ("mkdirat", { () throws(SystemError) in try root.makeDirectory("new", mode: 0o755) }),
            ("unlinkat", { () throws(SystemError) in try root.unlink("foo") }),
            ("symlinkat", { () throws(SystemError) in try root.makeLink("new", to: "foo") }),
            ("renameat", { () throws(SystemError) in try root.rename("foo", to: "bar") }),
            ("fchmod", { () throws(SystemError) in try root.changeMode(0o777) }),
        ] as [(String, () throws(SystemError) -> Void)] {
            let error = #expect(throws: SystemError.self) { try attempt() }
            #expect(error?.errno == .readOnlyFileSystem, "\(call)")
        }
        #expect(open(fixture.at(.web, "foo"), O_WRONLY) == -1)
        #expect(errno == EROFS)
        let mount = try #require(try MountTable.mount(of: root))
        #expect(mount.isReadOnly)
        #expect(mount.source == "secretd")
        #expect(mount.filesystemOptions.contains("noswap"))
    }

    @Test func volumesAreListedAndRemovedWithTheirEmptyParents() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        let targets = [
            VolumeTarget(namespace: "default", pod: "api", volume: "token", group: nil),
            VolumeTarget(namespace: "default", pod: "web", volume: "certs", group: 4321, mountPoints: ["sub"]),
            VolumeTarget(namespace: "default", pod: "web", volume: "tls", group: 4321),
            VolumeTarget(namespace: "other", pod: "web", volume: "tls", group: nil),
        ]
        for target in targets { _ = try tree.publish(try Payload(["foo": "1"]), to: target) }
        #expect(try tree.inventory() == targets)
        try tree.remove(targets[1])
        #expect(Listing.names(at: fixture.path + "/default/web") == ["tls"])
        try tree.remove(targets[2])
        #expect(Listing.names(at: fixture.path + "/default") == ["api"])
        try tree.remove(targets[3])
        #expect(Listing.names(at: fixture.path) == ["default"])
        // Not there is no error.
        try tree.remove(targets[3])
        #expect(try tree.inventory() == [targets[0]])
        #expect(try tree.publish(try Payload(["foo": "1"]), to: targets[3]).changed)
    }

    @Test func onlyAVolumeWithAGenerationIsLive() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        let other = VolumeTarget(namespace: "default", pod: "web", volume: "other", group: nil)
        #expect(!tree.isLive(other))
        _ = try tree.publish(try Payload([:]), to: .web)
        #expect(tree.isLive(.web))
        try tree.root.open(beneath: "default/web").makeDirectory("other", mode: 0o755)
        #expect(try tree.inventory() == [other, .web])
        #expect(!tree.isLive(other))
        // `..data` leads nowhere.
        let volume = try tree.root.open(beneath: "default/web/other")
        try volume.makeLink("..data", to: "..2026_11_23_16_20_18.1")
        #expect(!tree.isLive(other))
        try volume.makeDirectory("..2026_11_23_16_20_18.1", mode: 0o755)
        #expect(tree.isLive(other))
        #expect(!tree.isLive(VolumeTarget(path: [])))
    }

    @Test func anEmptyPayloadGivesAnEmptyVolumeThatReadersCanOpen() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        let outcome = try tree.publish(try Payload([:]), to: .web)
        #expect(outcome.changed)
        #expect(Listing.names(at: fixture.at(.web)) == ["..\(outcome.generation)", "..data"])
        #expect(try !fixture.publishAgain(tree, try Payload([:])).changed)
    }

    @Test func aVolumeInTheWayOfANameIsNamed() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        try tree.root.write(Array("x".utf8).withUnsafeBytes { $0 }, to: "default", mode: 0o644)
        let error = #expect(throws: PublishError.self) { try tree.publish(try Payload(["foo": "1"]), to: .web) }
        #expect(error == .occupied(path: fixture.path + "/default", found: "a file"))
    }

    @Test(arguments: [[], [".."], ["a", ""], ["a", "."], ["a/b"], ["..data"], ["a\u{0}b"]])
    func aTargetOutsideOfTheTreeIsRefused(_ path: [String]) throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        #expect(throws: PublishError.self) { try tree.publish(try Payload(["foo": "1"]), to: VolumeTarget(path: path)) }
        #expect(throws: PublishError.self) { try tree.remove(VolumeTarget(path: path)) }
        #expect(Listing.names(at: fixture.path).isEmpty)
    }

    @Test(arguments: ["", "/a", "a/", "a//b", "a/../b", "a/./b", "..data/a", "a\u{0}b"])
    func aMountPointOutsideOfTheVolumeIsRefused(_ mountPoint: String) throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        let target = VolumeTarget.web(group: nil, mountPoints: [mountPoint])
        #expect(throws: PublishError.self) { try tree.publish(try Payload(["foo": "1"]), to: target) }
        #expect(Listing.names(at: fixture.path).isEmpty)
    }

    @Test func linksOutsideOfVolumesArePlacedAndReplaced() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        try tree.placeLink(at: ["etc", "app.conf"], to: "../.volumes/app/app.conf")
        let inode = Listing.status("\(fixture.path)/etc/app.conf")?.inode
        try tree.placeLink(at: ["etc", "app.conf"], to: "../.volumes/app/app.conf")
        #expect(Listing.status("\(fixture.path)/etc/app.conf")?.inode == inode)
        try tree.placeLink(at: ["etc", "app.conf"], to: "elsewhere")
        #expect(Listing.destination("\(fixture.path)/etc/app.conf") == "elsewhere")
        #expect(Listing.names(at: "\(fixture.path)/etc") == ["app.conf"])
        #expect(throws: PublishError.occupied(path: "\(fixture.path)/etc", found: "a directory")) {
            try tree.placeLink(at: ["etc"], to: "x")
        }
        for path in [[], [".."], ["a", "..", "b"], ["a/b"]] {
            #expect(throws: PublishError.self) { try tree.placeLink(at: path, to: "x") }
        }
    }

    @Test func aVolumeBehindTheProcessesBackIsMadeAgain() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        _ = try tree.publish(try Payload(["foo": "1"]), to: .web)
        try tree.root.removeContents()
        _ = try tree.publish(try Payload(["foo": "2"]), to: .web)
        #expect(Listing.files(at: fixture.at(.web)) == ["foo": "2"])
    }
}

extension TreeFixture {
    func publishAgain(_ tree: TmpfsTree, _ payload: Payload) throws(PublishError) -> Outcome {
        try tree.publish(payload, to: .web)
    }
}
