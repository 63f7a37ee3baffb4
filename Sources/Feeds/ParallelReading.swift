import Dispatch
import Synchronization

/// Reading many files on all cores, for the first load.
enum ParallelReading {
    /// Fewer files than this are read on the calling thread: waking others takes longer.
    private static let worthwhile = 16
    private static let chunk = 8

    /// Loads every path, in the order given.
    static func load(_ paths: [String], with reader: ManifestReader) -> [ManifestReading] {
        guard paths.count >= worthwhile else { return paths.map(reader.load) }
        let readings = Mutex<[ManifestReading]>(Array(repeating: .absent, count: paths.count))
        DispatchQueue.concurrentPerform(iterations: (paths.count + chunk - 1) / chunk) { index in
            let range = (index * chunk)..<min(paths.count, (index + 1) * chunk)
            let loaded = paths[range].map(reader.load)
            readings.withLock { $0.replaceSubrange(range, with: loaded) }
        }
        return readings.withLock { $0 }
    }
}
