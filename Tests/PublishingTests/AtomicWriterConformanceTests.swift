import KubeObjects
import LinuxSystem
import Projection
import TestSupport
import Testing

@testable import Publishing

/// The cases of kubelet's own suite, and what it leaves out.
/// Source: kubelet pkg/volume/util/atomic_writer_test.go.
@Suite
struct AtomicWriterConformanceTests {
    typealias File = (path: String, text: String, mode: UInt16)

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// One generation after the other.
        var generations: [[File]]
        var testDescription: String { name }

        init(_ name: String, _ generations: [File]...) {
            self.name = name
            self.generations = generations
        }
    }

    static let deep = "some/very/deep/path/that/has/ten/levels/in/it.txt"

    static let written: [Case] = [
        Case("two files", [("foo", "foo", 0o644), ("bar", "bar", 0o644)]),
        Case("binary names", [("foo", "foo", 0o644), (".dotted.bin", "\u{0}\u{1}\u{fffd}", 0o644)]),
        Case("modes", [("foo", "foo", 0o777), ("bar", "bar", 0o400)]),
        Case(
            "dotfiles",
            [(".foo", "foo", 0o644), (".bar", "bar", 0o644)]
        ),
        Case(
            "dotfile modes",
            [(".a", "a", 0o407), (".b", "b", 0o440), (".c", "c", 0o777), (".d", "d", 0o666)]
        ),
        Case("subdirectories", [("foo/bar.txt", "foo", 0o644), ("bar/zab.txt", "bar", 0o644)]),
        Case("modes in subdirectories", [("foo/bar.txt", "foo", 0o400), ("bar/zab.txt", "bar", 0o777)]),
        Case("unclean paths", [("foo//bar.txt", "foo", 0o644), ("bar///bar/zab.txt", "bar", 0o644)]),
        Case("nested subdirectories", [("foo/blaz/bar.txt", "foo", 0o644), ("bar/zib/zab.txt", "bar", 0o644)]),
        Case(
            "everything",
            [
                ("foo.txt", "foo", 0o644), ("bar.txt", "bar", 0o400), (deep, "deep", 0o777),
                (".dot/.file", "dot", 0o440), ("empty", "", 0o644),
            ]
        ),
        Case("nothing", []),
        Case("no permission at all", [("foo", "foo", 0o000)]),
    ]

    static let updated: [Case] = [
        Case("content and mode", [("foo", "foo", 0o644)], [("foo", "new", 0o640)]),
        Case("no change", [("foo", "foo", 0o644)], [("foo", "foo", 0o644)]),
        Case("no change in subdirectories", [("a/foo", "foo", 0o644)], [("a/foo", "foo", 0o644)]),
        Case("a file in a new directory", [("foo", "foo", 0o644)], [("foo", "foo", 0o644), ("new/file", "x", 0o644)]),
        Case("a deep file", [("foo", "foo", 0o644)], [("foo", "foo", 0o644), ("a/b/c/d", "x", 0o644)]),
        Case(
            "a deep file below an old directory",
            [("a/foo", "foo", 0o644)],
            [("a/foo", "foo", 0o644), ("a/b/c/d", "x", 0o644)]
        ),
        Case("delete one", [("foo", "f", 0o644), ("bar/b", "b", 0o644)], [("bar/b", "b", 0o644)]),
        Case("delete a directory", [("foo", "f", 0o644), ("bar/b", "b", 0o644)], [("foo", "f", 0o644)]),
        Case("delete a deep file", [("foo", "f", 0o644), ("a/b/c/d", "d", 0o644)], [("foo", "f", 0o644)]),
        Case(
            "delete beside a sibling",
            [("a/1", "1", 0o644), ("a/2", "2", 0o644), ("a/b/3", "3", 0o644)],
            [("a/2", "2", 0o644)]
        ),
        Case("delete all", [("foo", "f", 0o644), ("a/b/c/d", "d", 0o644)], []),
        Case("add and delete", [("foo", "f", 0o644)], [("bar/new/zip", "n", 0o644)]),
        Case("a file becomes a directory", [("foo", "f", 0o644)], [("foo/bar", "b", 0o644)]),
        Case("a directory becomes a file", [("foo/bar", "b", 0o644)], [("foo", "f", 0o644)]),
        Case("a deep file becomes a directory", [("a/foo", "f", 0o644)], [("a/foo/bar", "b", 0o644)]),
        Case(
            "three generations with modes",
            [("foo", "1", 0o644)],
            [("foo", "2", 0o640)],
            [("foo", "3", 0o400)]
        ),
        Case(
            "subdirectories with modes",
            [("a/foo", "1", 0o644), ("a/bar", "1", 0o644)],
            [("a/foo", "1", 0o400), ("a/bar", "2", 0o644)]
        ),
        Case(
            "four generations",
            [("foo", "1", 0o644)],
            [("bar", "2", 0o644)],
            [("foo", "3", 0o644)],
            [("foo", "3", 0o644), ("b/c", "4", 0o644)]
        ),
        Case(
            "unclean paths, then another tree",
            [("foo//bar", "1", 0o644)],
            [("./foo/bar", "1", 0o644), ("zip///zap/", "2", 0o644)],
            [("other", "3", 0o644)]
        ),
        Case(
            "keys come into an old directory",
            [("a/1", "1", 0o644)],
            [("a/1", "1", 0o644), ("a/2", "2", 0o644)],
            [("a/1", "1", 0o644), ("a/2", "2", 0o644), ("a/3/4", "4", 0o644)]
        ),
        Case(
            "removal over three generations",
            [("a/1", "1", 0o644), ("a/2", "2", 0o644), ("b", "b", 0o644)],
            [("a/2", "2", 0o644)],
            []
        ),
        // Paths to remove, of the suite's own table.
        Case("drop zip/bar.txt", [("foo", "f", 0o644), ("zip/bar.txt", "z", 0o644)], [("foo", "f", 0o644)]),
        Case("drop zip/zap/bar.txt", [("foo", "f", 0o644), ("zip/zap/bar.txt", "z", 0o644)], [("foo", "f", 0o644)]),
        Case(
            "drop two deep trees",
            [("foo", "f", 0o644), ("zip/1/2/3/4/bar.txt", "z", 0o644), ("zap/1/2/bar.txt", "z", 0o644)],
            [("foo", "f", 0o644)]
        ),
        Case(
            "keep what shares a parent",
            [("zap/1/2/magic.txt", "m", 0o644), ("zap/1/2/drop.txt", "d", 0o644), ("zap/1/x", "x", 0o644)],
            [("zap/1/2/magic.txt", "m", 0o644)]
        ),
        Case(
            "keep a parent for a new file",
            [("zap/1/2/drop.txt", "d", 0o644)],
            [("zap/1/2/magic.txt", "m", 0o644)]
        ),
    ]

    @Test(arguments: written) func writesOnce(_ example: Case) throws {
        try check(example)
    }

    @Test(arguments: updated) func updates(_ example: Case) throws {
        try check(example)
    }

    /// Every generation is published three times: by a process that knows the last one, by one that has to read it
    /// back, and once more without a change.
    private func check(_ example: Case) throws {
        for restarts in [false, true] {
            let volume = try VolumeFixture()
            var last: AtomicWriter.Result?
            for files in example.generations {
                let payload = try Payload(files)
                let result =
                    if let last, !restarts { try volume.publish(payload, after: last) } else {
                        try volume.publish(payload)
                    }
                let before = volume.live
                #expect(!result.outcome.leftovers)
                try expect(files, in: volume)
                let again = try volume.publish(payload)
                #expect(!again.outcome.changed)
                #expect(volume.live == before)
                #expect("..\(again.outcome.generation)" == before)
                last = result
            }
        }
    }

    private func expect(_ files: [File], in volume: VolumeFixture) throws {
        var texts: [String: String] = [:]
        var names: Set<String> = []
        for file in files {
            let path = try PayloadPath(file.path)
            texts[path.text] = file.text
            names.insert(String(path.firstComponent))
            #expect(volume.mode(path.text) == file.mode, "\(file.path)")
        }
        // Root reads a file without permissions; nobody else does.
        if Requirement.root || files.allSatisfy({ $0.mode & 0o400 != 0 }) { #expect(volume.files == texts) }
        #expect(volume.untidiness.isEmpty)
        #expect(Set(Listing.names(at: volume.path).filter { !$0.hasPrefix("..") }) == names)
        for name in names { #expect(Listing.destination("\(volume.path)/\(name)") == "..data/\(name)") }
    }

    @Test(arguments: [
        String(repeating: "x/", count: 2048) + "xx", String(repeating: "x", count: 256), "/dev/null", "..sneaky.txt",
        "hello/there/../../../../../../etc/passwd", "hello/../etc/somethingbad", "", "..bar", "foo/../bar", ".",
        "./..data",
        "a/../\u{301}x",
    ])
    func refusesPath(_ path: String) {
        #expect(throws: PayloadPathError.self) { try PayloadPath(path) }
    }

    @Test(arguments: [
        ("i/am/well/behaved.txt", "i/am/well/behaved.txt"),
        ("keepyourheaddownandfollowtherules.txt", "keepyourheaddownandfollowtherules.txt"),
        ("foo////bar", "foo/bar"), ("./bar", "bar"), ("foo///bar/", "foo/bar"),
    ])
    func cleansPath(_ raw: String, _ clean: String) throws {
        #expect(try PayloadPath(raw).text == clean)
    }

    @Test func aMissingRootIsAnError() throws {
        let volume = try VolumeFixture()
        removeTree(volume.path)
        #expect(throws: (any Error).self) { try volume.publish(try Payload(["foo": "foo"])) }
    }

    @Test func linksThatAreGoneComeBackWithoutANewGeneration() throws {
        let volume = try VolumeFixture()
        let payload = try Payload(["foo": "f", "bar/zip": "b"])
        try volume.publish(payload)
        let live = volume.live
        let root = try volume.open()
        try root.unlink("foo")
        try root.unlink("bar")
        let outcome = try volume.publish(payload).outcome
        #expect(!outcome.changed)
        #expect(volume.live == live)
        #expect(volume.files == ["foo": "f", "bar/zip": "b"])
    }
}
