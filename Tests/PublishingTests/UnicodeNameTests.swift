import KubeObjects
import LinuxSystem
import Projection
import TestSupport
import Testing

@testable import Publishing

/// Names that are one String to Swift and two to the kernel.
@Suite
struct UnicodeNameTests {
    private let composed = "caf\u{e9}"
    private let decomposed = "cafe\u{301}"

    private func payload(_ files: [(String, String)], retention: Retention = .nothing) throws -> Payload {
        try Payload(files.map { (path: $0.0, text: $0.1, mode: 0o644) }, retention: retention)
    }

    /// The visible names in the volume's root, by bytes.
    private func names(_ volume: VolumeFixture) throws -> Set<[UInt8]> {
        let names = try volume.open().entries().map(\.name)
        return Set(names.filter { !$0.utf8.starts(with: "..".utf8) }.map { Array($0.utf8) })
    }

    private func bytes(_ names: String...) -> Set<[UInt8]> { Set(names.map { Array($0.utf8) }) }

    @Test(arguments: [false, true]) func twoSpellingsAreTwoFiles(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let both = try payload([
            (composed, "1"), (decomposed, "2"), ("\(composed).d/a", "3"), ("\(decomposed).d/a", "4"),
        ])
        let first = try volume.publish(both)
        #expect(first.outcome.files == 4)
        #expect(try names(volume).count == 4)
        #expect(Listing.text("\(volume.path)/\(composed)") == "1")
        #expect(Listing.text("\(volume.path)/\(decomposed)") == "2")
        #expect(Listing.text("\(volume.path)/\(composed).d/a") == "3")
        #expect(Listing.text("\(volume.path)/\(decomposed).d/a") == "4")
        let again = restarts ? try volume.publish(both) : try volume.publish(both, after: first)
        #expect(!again.outcome.changed)
        let one = try payload([(decomposed, "2")])
        let second = restarts ? try volume.publish(one) : try volume.publish(one, after: first)
        #expect(second.outcome.removed.count == 3)
        #expect(try names(volume) == bytes(decomposed))
    }

    @Test(arguments: [false, true]) func anotherSpellingIsAChange(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try payload([(composed, "1")]))
        let next = try payload([(decomposed, "1")])
        let second = restarts ? try volume.publish(next) : try volume.publish(next, after: first)
        #expect(second.outcome.changed)
        #expect(second.outcome.written.count == 1)
        #expect(second.outcome.removed.count == 1)
        #expect(try names(volume) == bytes(decomposed))
        #expect(Listing.text("\(volume.path)/\(decomposed)") == "1")
    }

    @Test(arguments: [false, true]) func anotherSpellingClaimsNothing(_ restarts: Bool) throws {
        let volume = try VolumeFixture()
        let first = try volume.publish(try payload([(composed, "1"), ("\(composed).d/a", "1")]))
        let next = try payload([(decomposed, "2"), ("\(decomposed).d", "2")], retention: .unclaimed)
        let second = restarts ? try volume.publish(next) : try volume.publish(next, after: first)
        #expect(second.outcome.retained.count == 2)
        #expect(try names(volume) == bytes(composed, decomposed, "\(composed).d", "\(decomposed).d"))
    }

    @Test func aMountPointShadowsItsOwnSpellingAlone() throws {
        let volume = try VolumeFixture()
        try volume.publish(try payload([(composed, "1"), (decomposed, "2")]), mountPoints: [decomposed])
        #expect(Listing.text("\(volume.path)/\(composed)") == "1")
        #expect(Listing.status("\(volume.path)/\(decomposed)")?.kind == .directory)
    }

    @Test func aMarkBehindASlashBelongsToTheNextName() throws {
        let volume = try VolumeFixture()
        let files = [("x/\u{301}y", "1"), ("x/\u{301}z/\u{301}y", "2")]
        let first = try volume.publish(try payload(files))
        #expect(try names(volume) == bytes("x"))
        for (path, text) in files { #expect(Listing.text("\(volume.path)/\(path)") == text) }
        #expect(try !volume.publish(try payload(files)).outcome.changed)
        // A file in place of the directory.
        try volume.publish(try payload([("x", "3")], retention: .unclaimed), after: first)
        #expect(Listing.text("\(volume.path)/x") == "3")
    }

    @Test(.enabled(if: Requirement.root, "needs root to mount")) func volumesOfTwoSpellingsAreTwo() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        let targets = [VolumeTarget(path: [composed]), VolumeTarget(path: [decomposed])]
        for target in targets { #expect(try tree.publish(try payload([("a", "1")]), to: target).changed) }
        #expect(Listing.text("\(fixture.path)/\(composed)/a") == "1")
        #expect(Listing.text("\(fixture.path)/\(decomposed)/a") == "1")
    }
}
