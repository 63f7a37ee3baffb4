import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Feeds

@Suite
struct PathTraceTests {
    let directory: TemporaryDirectory
    /// Without symlinks, whatever `/tmp` is.
    let root: String

    init() throws {
        directory = try TemporaryDirectory()
        root = directory.path
        mkdir(directory.appending("a"), 0o755)
        mkdir(directory.appending("a/b"), 0o755)
        try directory.write("text", to: "a/b/file")
    }

    private func step(_ below: String, _ name: String) -> PathTrace.Step {
        PathTrace.Step(directory: below.isEmpty ? root : "\(root)/\(below)", name: name)
    }

    @Test func plainDirectoryHasItsAncestors() {
        let trace = PathTrace(following: directory.appending("a/b"))
        #expect(trace.end == .directory("\(root)/a/b", entry: step("a", "b")))
        #expect(trace.ancestors.suffix(2) == [root, "\(root)/a"])
        #expect(trace.links == [])
    }

    @Test(arguments: ["a/b/", "a//b", "a/./b/.", "a/b/../b", "a/../a/b"])
    func spellingDoesNotMatter(_ spelling: String) {
        #expect(
            PathTrace(following: directory.appending(spelling)).end == .directory("\(root)/a/b", entry: step("a", "b"))
        )
    }

    @Test func rootIsADirectory() {
        #expect(PathTrace(following: "/").end == .directory("/", entry: PathTrace.Step(directory: "/", name: ".")))
    }

    @Test func fileEndsWhereItLies() {
        #expect(PathTrace(following: directory.appending("a/b/file")).end == .file(step("a/b", "file")))
    }

    @Test func everyLinkOnTheWayIsKnown() {
        symlink("a", directory.appending("l1"))
        symlink("\(root)/l1/b", directory.appending("l2"))
        let trace = PathTrace(following: directory.appending("l2/file"))
        #expect(trace.end == .file(step("a/b", "file")))
        #expect(trace.links == [step("", "l2"), step("", "l1")])
        #expect(trace.ancestors.contains("\(root)/a"))
    }

    @Test func missingNameIsToldWithItsDirectory() {
        #expect(
            PathTrace(following: directory.appending("a/none/x")).end
                == .missing(step("a", "none"), .noSuchFileOrDirectory)
        )
    }

    @Test func danglingLinkEndsAtWhatIsMissing() {
        symlink("a/none", directory.appending("l"))
        let trace = PathTrace(following: directory.appending("l"))
        #expect(trace.end == .missing(step("a", "none"), .noSuchFileOrDirectory))
        #expect(trace.links == [step("", "l")])
    }

    @Test func linksInACircleEnd() {
        symlink("two", directory.appending("one"))
        symlink("one", directory.appending("two"))
        guard case .missing(_, .tooManySymbolicLinkLevels) = PathTrace(following: directory.appending("one")).end else {
            Issue.record("a circle leads nowhere")
            return
        }
    }

    @Test func fileInPlaceOfADirectoryIsMissing() {
        #expect(
            PathTrace(following: directory.appending("a/b/file/x")).end == .missing(step("a/b", "file"), .notDirectory)
        )
    }
}
