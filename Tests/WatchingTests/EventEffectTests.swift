import LinuxSystem
import Testing

@testable import Watching

struct EventEffectTests {
    private static let live = "..2026_11_24_21_00_00.1234567890"

    private func effect(
        _ mask: InotifyMask,
        _ name: String = "",
        at place: EventEffect.Place = .volume,
        generation: String? = EventEffectTests.live
    ) -> EventEffect {
        EventEffect(
            InotifyEvent(watch: InotifyWatch(rawValue: 1), mask: mask, name: name),
            at: place,
            generation: generation
        )
    }

    @Test func onlyTheMoveOfDataIsLookedAtInAVolume() {
        #expect(effect(.movedTo, "..data") == .look)
        for (mask, name) in [
            (InotifyMask.create, "..2026_11_24_21_00_01.1234567890"), (.attributes, "..2026_11_24_21_00_01.1234567890"),
            (.create, "..data_tmp"), (.movedFrom, "..data_tmp"), (.create, "key"), (.delete, "key"),
            (.modify, "key"), (.closeWrite, "key"), (.delete, Self.live), (.attributes, ""),
        ] {
            #expect(effect(mask, name) == .none, "\(mask) \(name)")
        }
    }

    @Test func ownerAndModeOfLiveFilesAreReadAgain() {
        #expect(effect(.attributes, "key") == .read)
        #expect(effect(.attributes, Self.live) == .read)
    }

    @Test func theEndOfTheDirectoryIsLookedAt() {
        for mask in [InotifyMask.deleteSelf, .moveSelf, .ignored, .unmounted] {
            #expect(effect(mask) == .look)
            #expect(effect(mask, generation: nil) == .look)
            #expect(effect(mask, at: .above("tls")) == .look)
        }
    }

    @Test func aPlainDirectoryHasToSettle() {
        #expect(effect(.modify, "file", generation: nil) == .settle)
        #expect(effect(.create, "..2026_11_24_21_00_01.1234567890", generation: nil) == .none)
        #expect(effect(.movedTo, "..data", generation: nil) == .look)
        #expect(effect(.modify, "file", at: .below, generation: nil) == .settle)
        #expect(effect(.modify, "file", at: .below) == .none)
    }

    @Test func aboveOnlyTheWayToTheVolumeMatters() {
        #expect(effect(.create, "tls", at: .above("tls")) == .look)
        #expect(effect(.create, "other", at: .above("tls")) == .none)
    }

    @Test(arguments: [
        ("/a/b", "/a/b"), ("/a/b/", "/a/b"), ("b", "/cwd/b"), ("./b/.", "/cwd/b"), ("/a/..data", "/a"), (".", "/cwd"),
    ])
    func aPathIsAbsolute(typed: String, path: String) {
        #expect(WatchPath(typed, in: "/cwd").text == path)
    }

    @Test func theDirectoriesAboveComeNearestFirst() {
        let parents = WatchPath("/a/b/c", in: "/").parents.map { "\($0.directory) \($0.name)" }
        #expect(parents == ["/a/b c", "/a b", "/ a"])
    }
}
