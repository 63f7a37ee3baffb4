import Glibc
import KubeObjects
import LinuxSystem
import Projection
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

/// What a writer finds in a root, what it sweeps, and what it leaves alone.
@Suite
struct AtomicWriterHygieneTests {
    @Test func sweepsItsOwnLeftoversAndNothingElse() throws {
        let volume = try VolumeFixture()
        try volume.publish(try Payload(["foo": "1"]))
        let root = try volume.open()
        try root.makeDirectory("..2026_01_01_00_00_00.1", mode: 0o755)
        try volume.directory.write("plaintext", to: "..2026_01_01_00_00_00.1/foo")
        try root.makeLink("..data_tmp", to: "..2026_01_01_00_00_00.1")
        try root.makeLink("gone", to: "..data/gone")
        // Not the writer's, by name or by destination.
        for name in ["..notes", "..2026_01_01_00_00_00.", "..2026_01_01_00_00_00.12345678901", "..2026-01-01.1"] {
            try root.makeDirectory(name, mode: 0o755)
        }
        try root.makeLink("elsewhere", to: "..data/other")
        try volume.directory.write("theirs", to: "file")
        let result = try volume.publish(try Payload(["foo": "2"]))
        #expect(!result.outcome.leftovers)
        #expect(
            Listing.names(at: volume.path).filter { $0 != volume.live } == [
                "..2026-01-01.1", "..2026_01_01_00_00_00.", "..2026_01_01_00_00_00.12345678901", "..data", "..notes",
                "elsewhere", "file", "foo",
            ]
        )
    }

    @Test func aStaleTemporaryLinkIsReplacedByTheProcessThatKnowsTheVolume() throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["foo": "1"]))
        try volume.open().makeLink("..data_tmp", to: "nowhere")
        try volume.publish(try Payload(["foo": "2"]), after: first)
        #expect(volume.files == ["foo": "2"])
        #expect(volume.untidiness.isEmpty)
    }

    @Test(arguments: [false, true]) func aModeAloneIsPublished(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["foo": "1", "bar": "1"]))
        let (inode, kept) = (volume.inode("foo"), volume.inode("bar"))
        let payload = try Payload([("bar", "1", 0o644), ("foo", "1", 0o400)])
        let second = restarts ? try volume.publish(payload) : try volume.publish(payload, after: first)
        #expect(second.outcome.changed)
        #expect(second.outcome.written.map(\.text) == ["foo"])
        #expect(volume.mode("foo") == 0o400)
        #expect(volume.inode("foo") != inode)
        #expect(volume.inode("bar") == kept)
    }

    @Test(.enabled(if: Requirement.root, "needs root to give files away"), arguments: [false, true])
    func anOwnerAloneIsPublished(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        var payload = try Payload(["foo": "1"])
        let first = try volume.publish(payload)
        payload.files[0].uid = 1234
        let second = restarts ? try volume.publish(payload) : try volume.publish(payload, after: first)
        #expect(second.outcome.changed)
        payload.files[0].gid = 4321
        let third = restarts ? try volume.publish(payload) : try volume.publish(payload, after: second)
        #expect(third.outcome.changed)
        let status = Listing.target("\(volume.path)/foo")
        #expect(status?.uid == 1234)
        #expect(status?.gid == 4321)
        #expect(try !volume.publish(payload).outcome.changed)
    }

    @Test(.enabled(if: Requirement.root, "needs root to give files away"))
    func ownerAndModeAreFinalBeforeAByteIsWritten() throws {
        let volume = try VolumeFixture()
        var payload = try Payload([("foo", "secret", 0o400)])
        payload.files[0].uid = 1234
        payload.files[0].gid = 4321
        try volume.publish(payload)
        let steps = volume.probe.steps.map { "\($0)" }
        let created = try #require(steps.firstIndex(of: "created(\"foo\")"))
        #expect(steps[created...].prefix(3) == ["created(\"foo\")", "changedOwner(\"foo\")", "wrote(\"foo\")"])
    }

    @Test(arguments: [false, true]) func unchangedFilesKeepTheirInode(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["same": "1", "etc/same": "1", "new": "1"]))
        let inodes = [volume.inode("same"), volume.inode("etc/same"), volume.inode("new")]
        let payload = try Payload(["same": "1", "etc/same": "1", "new": "2"])
        let second = restarts ? try volume.publish(payload) : try volume.publish(payload, after: first)
        #expect(second.outcome.written.map(\.text) == ["new"])
        #expect(volume.inode("same") == inodes[0])
        #expect(volume.inode("etc/same") == inodes[1])
        #expect(volume.inode("new") != inodes[2])
        #expect(Listing.target("\(volume.path)/same")?.links == 1)
    }

    @Test func aKeyThatWasChangedBehindItsBackIsRestoredAfterARestart() throws {
        let volume = try VolumeFixture()
        let payload = try Payload(["foo": "good", "bar": "good"])
        try volume.publish(payload)
        let live = volume.live
        try volume.directory.write("evil", to: "foo")
        try volume.publish(payload)
        #expect(volume.live != live)
        #expect(volume.files == ["foo": "good", "bar": "good"])
    }

    @Test(arguments: ["link", "empty directory", "file", "pipe"])
    func aLiveGenerationWithSomethingElseInItIsReplaced(_ stranger: String) throws {
        let volume = try VolumeFixture()
        let payload = try Payload(["foo": "1"])
        try volume.publish(payload)
        let live = volume.live
        let path = "\(volume.path)/\(live)/stranger"
        switch stranger {
        case "link": symlink("/etc/passwd", path)
        case "empty directory": mkdir(path, 0o755)
        case "file": try writeFile("x", to: path)
        default: mkfifo(path, 0o644)
        }
        let outcome = try volume.publish(payload).outcome
        #expect(outcome.changed)
        #expect(!outcome.leftovers)
        #expect(Listing.status("\(volume.path)/\(live)") == nil)
        #expect(Listing.names(at: "\(volume.path)/..data") == ["foo"])
    }

    @Test(arguments: ["/etc", "nowhere", "..2026_01_01_00_00_00.1", "../../.."])
    func aDataLinkToSomewhereElseIsReplacedAndNotFollowed(_ destination: String) throws {
        let volume = try VolumeFixture()
        symlink(destination, "\(volume.path)/..data")
        try volume.publish(try Payload(["foo": "1"]))
        #expect(volume.files == ["foo": "1"])
        #expect(volume.untidiness.isEmpty)
    }

    @Test(arguments: ["file", "directory", "link", "pipe"]) func namesWhatIsInTheWayOfAKey(_ stranger: String) throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["old": "1"]))
        let path = "\(volume.path)/key"
        switch stranger {
        case "link": symlink("/etc/passwd", path)
        case "directory":
            mkdir(path, 0o755)
            try writeFile("x", to: path + "/x")
        case "file": try writeFile("x", to: path)
        default: mkfifo(path, 0o644)
        }
        let payload = try Payload(["old": "2", "key": "1"])
        for restarts in [false, true] {
            let error = #expect(throws: PublishError.self) {
                _ = restarts ? try volume.publish(payload) : try volume.publish(payload, after: first)
            }
            guard case .occupied("key", let found)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(found.contains(stranger == "pipe" ? "pipe" : stranger))
            #expect(Listing.text("\(volume.path)/old") == "1")
            #expect(Listing.names(at: volume.path).filter { $0.hasPrefix("..") }.count == 2)
        }
        removeTree(path)
        try volume.publish(payload)
        #expect(volume.files == ["old": "2", "key": "1"])
    }

    @Test(arguments: ["file", "directory"]) func somethingElseAtDataIsRefused(_ stranger: String) throws {
        let volume = try VolumeFixture()
        if stranger == "file" {
            try volume.directory.write("x", to: "..data")
        } else {
            mkdir("\(volume.path)/..data", 0o755)
        }
        #expect(throws: PublishError.occupied(path: "..data", found: "a \(stranger)")) {
            try volume.publish(try Payload(["foo": "1"]))
        }
    }

    @Test func aLinkThatIsGoneAlreadyIsNoFailure() throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["foo": "1", "bar": "1"]))
        try volume.open().unlink("foo")
        let outcome = try volume.publish(try Payload(["bar": "1"]), after: first).outcome
        #expect(!outcome.leftovers)
        #expect(outcome.removed.map(\.text) == ["foo"])
    }

    @Test func whatCannotBeRemovedAfterTheCommitIsALeftoverAndGoesNextTime() throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["foo": "1"]))
        let old = volume.live
        try volume.directory.write("x", to: "\(old)/stranger")
        let second = try volume.publish(try Payload(["foo": "2"]), after: first)
        #expect(second.outcome.changed)
        #expect(second.outcome.leftovers)
        #expect(second.live == nil)
        #expect(volume.files == ["foo": "2"])
        #expect(volume.untidiness == [old])
        let third = try volume.publish(try Payload(["foo": "2"]), after: second)
        #expect(!third.outcome.changed)
        #expect(!third.outcome.leftovers)
        #expect(volume.untidiness.isEmpty)
    }

    @Test func aGenerationNameThatIsTakenIsNotTaken() throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["foo": "1"]))
        // The next second's name, with the fixture's only random number.
        let next = GenerationName(seconds: 1_795_450_820, random: 7, after: nil)
        try volume.open().makeDirectory(next.entry, mode: 0o700)
        try volume.publish(try Payload(["foo": "2"]), after: first)
        #expect(volume.live != next.entry)
        #expect(volume.files == ["foo": "2"])
    }
}
