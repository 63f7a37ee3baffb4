import Testing

@testable import APIServer

@Suite struct VolumeHistoryTests {
    private typealias Changes = VolumeHistory.Changes

    private static func file(_ path: String, _ size: Int = 1, new: Bool = true, mode: UInt16 = 0o644) -> ServedFile {
        ServedFile(path: path, size: size, mode: mode, hasNewBytes: new)
    }

    private static func history(_ generations: [ServedFile]..., isAdopted: Bool = false) -> VolumeHistory {
        var history = VolumeHistory()
        for (index, files) in generations.enumerated() {
            history.append("g\(index + 1)", since: 100 + Int64(index), isAdopted: isAdopted && index == 0, files)
        }
        return history
    }

    @Test func aGenerationSaysWhatItHasChanged() {
        let history = Self.history(
            [Self.file("a"), Self.file("b"), Self.file("c")],
            [Self.file("a", new: false), Self.file("b", 2), Self.file("d")]
        )
        #expect(history.changes(in: 1) == Changes(added: ["a", "b", "c"]))
        #expect(history.changes(in: 2) == Changes(added: ["d"], changed: ["b"], removed: ["c"]))
        #expect(history.files(of: 1).map(\.path) == ["a", "b", "c"])
        #expect(history.files(of: 2).map(\.path) == ["a", "b", "d"])
        #expect(history.files(of: 1).map(\.size) == [1, 1, 1])
        #expect(history.files(of: 2).map(\.size) == [1, 2, 1])
        #expect(history.generations.map(\.files) == [3, 3])
        #expect(history.generations.map(\.bytes) == [3, 4])
    }

    @Test func changedInIsTheGenerationOfTheBytesAndNotOfTheMode() {
        let history = Self.history(
            [Self.file("a"), Self.file("b")],
            [Self.file("a", new: false, mode: 0o600), Self.file("b", new: false)],
            [Self.file("a", new: false, mode: 0o600), Self.file("b")]
        )
        #expect(history.changes(in: 2) == Changes(changed: ["a"]))
        #expect(history.files(of: 2).map(\.changedIn) == [1, 1])
        #expect(history.files(of: 2).map(\.mode) == [0o600, 0o644])
        #expect(history.files(of: 3).map(\.changedIn) == [1, 3])
    }

    @Test func whatStaysAsItIsCostsNothing() {
        let history = Self.history(
            [Self.file("a"), Self.file("b")],
            [Self.file("a", new: false), Self.file("b")]
        )
        #expect(history.past.map(\.path) == ["b"])
        #expect(history.live.map(\.from) == [1, 2])
    }

    @Test func namesAreToldApartByTheirBytes() {
        let (one, other) = ("caf\u{E9}", "cafe\u{301}")
        let history = Self.history(
            [Self.file(other)],
            [Self.file(other, new: false), Self.file(one)],
            [Self.file(one)]
        )
        #expect(history.changes(in: 2).map { $0.added.map { Array($0.utf8) } } == [Array(one.utf8)])
        #expect(history.changes(in: 3)?.removed.map { Array($0.utf8) } == [Array(other.utf8)])
    }

    @Test func ofAnAdoptedGenerationNobodyKnowsWhatItChanged() {
        let history = Self.history([Self.file("a")], [Self.file("a")], isAdopted: true)
        #expect(history.changes(in: 1) == nil)
        #expect(history.changes(in: 2) == Changes(changed: ["a"]))
    }

    @Test func twentyGenerationsAreKept() {
        var history = VolumeHistory()
        for number in 1...50 { history.append("g\(number)", since: 0, isAdopted: false, [Self.file("a", number)]) }
        #expect(history.generations.map(\.number) == Array(31...50))
        #expect(history.past.count == 19)
        #expect(history.changes(in: 31) == nil)
        #expect(history.changes(in: 32) == Changes(changed: ["a"]))
        #expect(history.files(of: 31).map(\.size) == [31])
    }

    @Test func trimmingLeavesTheLiveOneWhichCostsNothing() {
        var history = Self.history([Self.file("a")], [Self.file("a")], [Self.file("b")])
        #expect(history.cost > 0)
        history.trim(to: 1)
        #expect(history.cost == 0)
        #expect(history.files(of: 3).map(\.path) == ["b"])
        #expect(history.changes(in: 3) == nil)
        history.append("g4", since: 0, isAdopted: false, [Self.file("b"), Self.file("c")])
        #expect(history.changes(in: 4) == Changes(added: ["c"], changed: ["b"]))
    }
}
