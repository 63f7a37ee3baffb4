import Dispatch
import LinuxSystem
import Testing

@testable import Feeds

@Suite(.timeLimit(.minutes(1)))
struct FeedBellsTests {
    @Test func aReloadIsTakenOnce() throws {
        let bells = try FeedBells()
        #expect(!bells.takeReload().isReload)
        bells.reload(paths: ["/a"])
        bells.reload(paths: nil)
        let reload = bells.takeReload()
        #expect(reload.isReload && reload.paths == ["/a"])
        #expect(!bells.takeReload().isReload)
        bells.reload(paths: nil)
        #expect(bells.takeReload().paths == nil)
    }

    /// The last of several reloads may come in the middle of the answer to one before it.
    @Test func noReloadIsLost() throws {
        let bells = try FeedBells()
        let taken = DispatchSemaphore(value: 0)
        let rounds = 5_000
        try SystemThread.start {
            for round in 0..<rounds {
                for _ in 0..<20 { bells.reload(paths: ["earlier"]) }
                bells.reload(paths: ["\(round)"])
                taken.wait()
            }
        }
        for round in 0..<rounds {
            var paths: [String]?
            while paths != ["\(round)"] {
                let rang = try Poll.readable([bells.rescan.rawValue], timeout: .seconds(5))[0]
                try #require(rang, "the bell is silent, and reload \(round) was not taken")
                paths = bells.takeReload().paths
            }
            taken.signal()
        }
    }
}
