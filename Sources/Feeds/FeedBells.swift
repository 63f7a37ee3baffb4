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

    /// The paths that the last `reload` gave, once.
    func takePaths() -> [String]? {
        paths.withLock { paths in
            defer { paths = nil }
            return paths
        }
    }
}
