import KubeObjects
import Projection
import TestSupport
import Testing

@testable import Publishing

@Suite struct NextGenerationTests {
    private static let owner = FileOwner(group: nil)

    private func live(_ payload: Payload) -> LiveVolume {
        let next = NextGeneration(payload, after: LiveVolume(), owner: Self.owner)
        return LiveVolume(generation: GenerationName(seconds: 0, random: 0, after: nil), files: next.files)
    }

    @Test func newBytesAreToldFromAnotherMode() throws {
        let old = try Payload([("a", "1", 0o644), ("b", "1", 0o644), ("c", "1", 0o644), ("d", "1", 0o644)])
        let new = try Payload([
            ("a", "1", 0o644), ("b", "2", 0o644), ("c", "1", 0o600), ("d", "2", 0o600), ("e", "1", 0o644),
        ])
        let next = NextGeneration(new, after: live(old), owner: Self.owner)
        #expect(next.origins == [.unchanged, .written, .written, .written, .written])
        #expect(next.files.indices.map(next.hasNewBytes) == [false, true, false, true, true])
        #expect(next.outcome(changed: true, generation: nil).contents == next)
    }

    @Test func ofBytesThatNobodyKnowsItIsNotSaidThatTheyStayed() throws {
        var before = live(try Payload(["a": "1"]))
        before.files[0].content = nil
        let next = NextGeneration(try Payload(["a": "1"]), after: before, owner: Self.owner)
        #expect(next.hasNewBytes(at: 0))
    }

    @Test func whatIsRetainedHasNoNewBytes() throws {
        let before = live(try Payload(["a": "1"]))
        let next = NextGeneration(try Payload(["b": "1"], retention: .unclaimed), after: before, owner: Self.owner)
        #expect(next.files.indices.map(next.hasNewBytes) == [false, true])
    }
}
