import CLinux
import Glibc
import KubeObjects
import LinuxSystem
import Projection
import Publishing
import TestSupport
import Testing

@testable import FusePublishing

@Suite struct RecordTests {
    private let arena: Arena

    init() throws {
        arena = try Arena.make(logger: .silent)
    }

    private func write(
        _ texts: [String: Int],
        sequence: UInt64 = 1,
        target: VolumeTarget = .web(group: 2000, mountPoints: ["sub/deep"])
    ) throws -> Generation {
        let files = try texts.map { path, count in
            let content = SecretBytes(utf8: String(repeating: "x", count: count))
            let live = LiveFile(
                path: try PayloadPath(path),
                content: content,
                size: count,
                mode: 0o640,
                uid: 7,
                gid: 4_000_000_000
            )
            return Generation.File(live: live, modified: 1_795_450_818_034_567_890)
        }.sorted { $0.live.path < $1.live.path }
        let name = GenerationName(seconds: 1_795_450_818, random: 9, after: nil)
        return try Record.write(files, named: name, for: target, sequence: sequence, to: arena)
    }

    /// As a process that takes over finds it. The memory is its own from then on.
    private func readAll() throws -> [Generation] {
        try Record.readAll(in: arena)
    }

    @Test(arguments: [["a": 0], ["a": 1, "etc/b": 4096], ["large": 1 << 20], [:]])
    func comesBackAsItWas(texts: [String: Int]) throws {
        let generation = try write(texts, sequence: 41)
        generation.state = .live
        let found = try #require(try readAll().first)
        #expect(found.target == generation.target && found.name == generation.name && found.sequence == 41)
        #expect(found.files.map(\.live) == generation.files.map(\.live))
        #expect(found.files.map(\.modified) == generation.files.map(\.modified))
        #expect(found.state == .live)
    }

    @Test func tenThousandFilesComeBack() throws {
        let generation = try write(Dictionary(uniqueKeysWithValues: (0..<10_000).map { ("key\($0)", 10) }))
        generation.state = .announced
        #expect(try readAll().first?.files.count == 10_000)
    }

    /// Killed before the state was stored, and before the head was whole.
    @Test(arguments: [false, true])
    func whatWasNotFinishedIsNotFoundAndWhatFollowsIs(hasNoHead: Bool) throws {
        let first = try write(["a": 100])
        let half = try write(["b": 9000], sequence: 2)
        let last = try write(["c": 100], sequence: 3)
        (first.state, last.state) = (.announced, .live)
        if hasNoHead { clinux_wipe(half.extent.bytes.baseAddress, 40) }
        #expect(try readAll().map(\.sequence).sorted() == [1, 3])
    }

    @Test func memoryIsWipedAndGivenBackWithTheLastReference() throws {
        var generation: Generation? = try write(["a": 5000])
        var content = generation?.files.first?.live.content
        let used = arena.used
        #expect(used == 2 * Arena.pageSize)
        generation = nil
        #expect(arena.used == used)
        #expect(content?.count == 5000)
        content = nil
        #expect(arena.used == 0)
        #expect(try arena.runs().isEmpty)
    }

    @Test func stateIsWhatWasStoredLast() throws {
        let generation = try write(["a": 1])
        #expect(generation.state == .unfinished)
        for state in [RecordState.live, .announced, .superseded, .withdrawn] {
            generation.state = state
            #expect(generation.state == state)
        }
    }
}
