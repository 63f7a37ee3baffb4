import LinuxSystem
import Testing

@testable import Feeds

@Suite
struct WatchTableTests {
    private let directory = InotifyWatch(rawValue: 1)
    private let parent = InotifyWatch(rawValue: 2)
    private let elsewhere = InotifyWatch(rawValue: 3)
    private let x = ManifestFileID(path: 0, name: "x.yaml")

    private func place(_ watch: InotifyWatch, _ interest: WatchInterest) -> WatchTable.Place {
        WatchTable.Place(watch: watch, interest: interest)
    }

    /// Path 0 is a directory with a parent; `x.yaml` in it is a symlink over `..data` to `elsewhere`.
    private var table: WatchTable {
        var table = WatchTable()
        _ = table.set([place(directory, .contents), place(parent, .entry("manifests"))], for: .path(0))
        _ = table.set([place(directory, .entry("..data")), place(elsewhere, .target("real"))], for: .link(x))
        return table
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var watch: Int32
        var mask: InotifyMask
        var name: String
        var work: WatchWork

        init(_ watch: Int32, _ mask: InotifyMask, _ name: String, _ work: WatchWork) {
            (self.watch, self.mask, self.name, self.work) = (watch, mask, name, work)
        }

        var testDescription: String { "\(watch) \(mask.rawValue) \(name)" }
    }

    static let cases: [Case] = {
        let x = ManifestFileID(path: 0, name: "x.yaml")
        return [
            // What becomes of a file in the directory.
            Case(1, .closeWrite, "x.yaml", WatchWork(complete: [x])),
            Case(1, .movedTo, "x.yaml", WatchWork(complete: [x])),
            Case(1, .create, "x.yaml", WatchWork(created: [x])),
            Case(1, .delete, "x.yaml", WatchWork(gone: [x])),
            Case(1, .movedFrom, "x.yaml", WatchWork(gone: [x])),
            Case(1, .attributes, "x.yaml", WatchWork(attributes: [x])),
            // What is none of its business.
            Case(1, .closeWrite, "x.yaml~", WatchWork()),
            Case(1, .movedTo, ".x.yaml.swp", WatchWork()),
            Case(1, .create, "4913", WatchWork()),
            Case(1, .attributes, "", WatchWork()),
            // The way to a file.
            Case(1, .movedTo, "..data", WatchWork(paths: [0])),
            Case(1, .delete, "..data", WatchWork(paths: [0])),
            Case(3, .closeWrite, "real", WatchWork(complete: [x])),
            Case(3, .delete, "real", WatchWork(gone: [x])),
            Case(3, .closeWrite, "x.yaml", WatchWork()),
            // The way to the directory.
            Case(2, .movedTo, "manifests", WatchWork(paths: [0])),
            Case(2, .create, "manifests", WatchWork(paths: [0])),
            Case(2, .create, "something", WatchWork()),
            Case(1, .moveSelf, "", WatchWork(paths: [0], replaced: [0])),
            Case(1, .deleteSelf, "", WatchWork(paths: [0], replaced: [0])),
            Case(3, .unmounted, "", WatchWork(paths: [0], unmounted: [0])),
            Case(2, .ignored, "", WatchWork(paths: [0])),
            // The queue itself, and watches of the past.
            Case(-1, .overflow, "", WatchWork(everything: true)),
            Case(9, .closeWrite, "x.yaml", WatchWork()),
            Case(9, .ignored, "", WatchWork()),
        ]
    }()

    @Test(arguments: cases)
    func eventAsksFor(_ example: Case) {
        let event = InotifyEvent(
            watch: InotifyWatch(rawValue: example.watch),
            mask: example.mask,
            name: example.name
        )
        #expect(table.work(for: [event]) == example.work)
    }

    @Test func batchAsksForEverythingOnce() {
        let events = ["x.yaml", "y.yaml", "x.yaml"].map {
            InotifyEvent(watch: directory, mask: .closeWrite, name: $0)
        }
        #expect(table.work(for: events) == WatchWork(complete: [x, ManifestFileID(path: 0, name: "y.yaml")]))
    }

    @Test func directoryGivenTwiceConcernsBothPaths() {
        var table = table
        _ = table.set([place(directory, .contents)], for: .path(1))
        let event = InotifyEvent(watch: directory, mask: .closeWrite, name: "x.yaml")
        #expect(table.work(for: [event]) == WatchWork(complete: [x, ManifestFileID(path: 1, name: "x.yaml")]))
    }

    @Test func watchIsUnusedOnlyWhenItsLastOwnerHasGone() {
        var table = table
        #expect(table.set([place(elsewhere, .target("real"))], for: .link(x)) == [])
        #expect(table.set([], for: .path(0)).sorted { $0.rawValue < $1.rawValue } == [directory, parent])
        #expect(table.set([], for: .link(x)) == [elsewhere])
        #expect(!table.isWatching(.link(x)))
    }

    @Test func writersEndCompletesItsFileUnderWhateverName() {
        var table = table
        let inode = InotifyWatch(rawValue: 5)
        _ = table.set([place(inode, .writer)], for: .writer(x))
        #expect(table.work(for: [InotifyEvent(watch: inode, mask: .closeWrite)]) == WatchWork(complete: [x]))
    }
}
