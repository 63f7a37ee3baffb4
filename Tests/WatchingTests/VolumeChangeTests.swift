import Testing

@testable import Watching

struct VolumeChangeTests {
    private static func file(_ byte: UInt8, mode: UInt16 = 0o644, uid: UInt32 = 0) -> FileVersion {
        FileVersion(content: .digest([byte]), size: 1, mode: mode, uid: uid, gid: 0)
    }

    private static let old = VolumeSnapshot(
        generation: "1",
        files: ["a": file(1), "b": file(1), "dir/c": file(1), "gone": file(1)]
    )

    @Test func whatDiffersIsNamed() {
        let new = VolumeSnapshot(
            generation: "2",
            files: ["a": Self.file(2), "b": Self.file(1), "dir/c": Self.file(1, mode: 0o600), "new": Self.file(1)]
        )
        let change = new.change(since: Self.old)
        #expect(change?.changed == ["a", "dir/c"])
        #expect(change?.added == ["new"])
        #expect(change?.removed == ["gone"])
        #expect(change?.generation == "2")
        #expect(change?.previous == "1")
    }

    @Test func anOwnerAloneIsAChange() {
        var new = Self.old
        new.files["a"] = Self.file(1, uid: 7)
        #expect(new.change(since: Self.old)?.changed == ["a"])
    }

    @Test func anotherGenerationOfTheSameFilesIsNoChange() {
        let new = VolumeSnapshot(generation: "2", files: Self.old.files)
        #expect(new.change(since: Self.old) == nil)
    }

    @Test func namesAreToldApartByTheirBytes() {
        let composed = VolumeSnapshot(files: [VolumePath("\u{e9}"): Self.file(1)])
        let decomposed = VolumeSnapshot(files: [VolumePath("e\u{301}"): Self.file(1)])
        let change = decomposed.change(since: composed)
        #expect(change?.added.count == 1)
        #expect(change?.removed.count == 1)
    }

    struct Merge: Sendable, CustomTestStringConvertible {
        var first: String
        var second: String
        var result: String
        var testDescription: String { "\(first) then \(second)" }
    }

    @Test(arguments: [
        Merge(first: "changed", second: "changed", result: "changed"),
        Merge(first: "changed", second: "removed", result: "removed"),
        Merge(first: "added", second: "changed", result: "added"),
        Merge(first: "added", second: "removed", result: "removed"),
        Merge(first: "removed", second: "added", result: "changed"),
        Merge(first: "", second: "added", result: "added"),
        Merge(first: "removed", second: "", result: "removed"),
    ])
    func twoChangesAreOne(merge: Merge) {
        func change(_ kind: String, _ generation: String, after previous: String) -> VolumeChange {
            var change = VolumeChange(generation: generation, previous: previous)
            switch kind {
            case "changed": change.changed = ["x"]
            case "added": change.added = ["x"]
            case "removed": change.removed = ["x"]
            default: break
            }
            return change
        }
        let merged = change(merge.first, "2", after: "1").merged(with: change(merge.second, "3", after: "2"))
        #expect(merged == change(merge.result, "3", after: "1"))
    }

    @Test func aNameThatWouldLookLikeAnotherIsQuoted() {
        #expect(VolumePath("tls.crt").description == "tls.crt")
        #expect(VolumePath("dir/key").description == "dir/key")
        #expect(VolumePath("a, b").description == "\"a, b\"")
        #expect(VolumePath("a\nb").description == "\"a\\nb\"")
    }
}
