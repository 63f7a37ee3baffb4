import LinuxSystem
import Synchronization

/// How other threads reach the feed's own.
final class FeedBells: Sendable {
    let stop: EventDescriptor
    let rescan: EventDescriptor
    private let paths = Mutex<[String]?>(nil)

    init() throws(SystemError) {
        stop = try EventDescriptor()
        rescan = try EventDescriptor()
    }

    /// Rings for a rescan, of these paths from now on if some are given.
    func reload(paths new: [String]?) {
        if let new { paths.withLock { $0 = new } }
        rescan.ring()
    }

    /// Answers the rescan bell: whether it rang, and the paths that the last `reload` gave, once.
    ///
    /// The bell falls silent before the paths are taken: a `reload` in between rings it again, and is not lost.
    func takeReload() -> (isReload: Bool, paths: [String]?) {
        guard rescan.clear() else { return (false, nil) }
        return paths.withLock { paths in
            defer { paths = nil }
            return (true, paths)
        }
    }
}
