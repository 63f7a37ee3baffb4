import KubeObjects
import Projection
import TestSupport
import Testing

@testable import Publishing

/// Files that stay although their source cannot be resolved now.
@Suite
struct AtomicWriterRetentionTests {
    private func paths(_ names: String...) throws -> Retention {
        .paths(Set(try names.map { try PayloadPath($0) }))
    }

    @Test(arguments: [false, true]) func listedFilesStayAndOthersGo(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["keep": "k", "a/keep": "k", "go": "g", "new": "1"]))
        let inode = volume.inode("keep")
        let payload = try Payload(["new": "2"], retention: try paths("keep", "a/keep", "never"))
        let second = restarts ? try volume.publish(payload) : try volume.publish(payload, after: first)
        #expect(volume.files == ["keep": "k", "a/keep": "k", "new": "2"])
        #expect(volume.inode("keep") == inode)
        #expect(second.outcome.retained.map(\.text) == ["a/keep", "keep"])
        #expect(second.outcome.written.map(\.text) == ["new"])
        #expect(second.outcome.removed.map(\.text) == ["go"])
        #expect(second.outcome.files == 3)
        #expect(second.outcome.bytes == 3)
    }

    @Test(arguments: [false, true]) func whatNobodyClaimsStays(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["a": "1", "b/c": "1", "d": "1"]))
        let payload = try Payload(["a": "2"], retention: .unclaimed)
        let second = restarts ? try volume.publish(payload) : try volume.publish(payload, after: first)
        #expect(volume.files == ["a": "2", "b/c": "1", "d": "1"])
        #expect(second.outcome.retained.map(\.text) == ["b/c", "d"])
    }

    @Test func newFilesWinOverRetainedOnesAboveAndBelowThem() throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["dir/old": "1", "file": "1", "same/path": "1", "free": "1"]))
        try volume.publish(
            try Payload(["dir": "2", "file/below": "2", "same/path": "2"], retention: .unclaimed),
            after: first
        )
        #expect(volume.files == ["dir": "2", "file/below": "2", "same/path": "2", "free": "1"])
    }

    @Test(arguments: [false, true]) func retainingAllThatIsThereChangesNothing(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["a": "1", "b": "1"]))
        let live = volume.live
        let payload = try Payload(["a": "1"], retention: try paths("b"))
        let second = restarts ? try volume.publish(payload) : try volume.publish(payload, after: first)
        #expect(!second.outcome.changed)
        #expect(second.outcome.retained.map(\.text) == ["b"])
        #expect(volume.live == live)
        // The source comes back with the same bytes: nothing changed for a reader.
        let third = try volume.publish(try Payload(["a": "1", "b": "1"]), after: second)
        #expect(!third.outcome.changed || restarts)
        #expect(third.outcome.retained.isEmpty)
    }

    @Test func retentionOfANewVolumeIsNothing() throws {
        let volume = try VolumeFixture()
        let outcome = try volume.publish(try Payload([:], retention: .unclaimed)).outcome
        #expect(outcome.changed)
        #expect(outcome.files == 0)
    }

    @Test func retainedFilesGoWhenNothingRetainsThem() throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try Payload(["a": "1", "b": "1"]))
        let second = try volume.publish(try Payload(["a": "1"], retention: .unclaimed), after: first)
        try volume.publish(try Payload(["a": "1"]), after: second)
        #expect(volume.files == ["a": "1"])
    }
}
