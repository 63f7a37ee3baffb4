package import KubeObjects
package import LinuxSystem
package import Logging

/// Manifest files as a feed: any number of directories and single files.
///
/// In a directory `*.yaml`, `*.yml` and `*.json` count, not recursively; a path that is a file counts under any name. A
/// saved file is one event, sent when its writer has closed it or renamed it into place, never before. What is broken,
/// unreadable or missing keeps its last good objects; only a file that is removed from a directory that is there takes
/// its objects with it. An object in several files is served from the first, by order of paths and then of names.
package struct ManifestDirectory: ObjectFeed {
    private let paths: [String]
    private let rescanInterval: Duration
    private let deletionGrace: Duration
    private let settleTime: Duration
    private let logger: Logger
    private let reader: ManifestReader
    private let bells: FeedBells
    private let origins = ManifestOrigins()

    package var name: String { "manifests \(paths.joined(separator: " "))" }

    /// - Parameters:
    ///   - paths: In order of precedence; relative ones start at the working directory of the moment of `events()`.
    ///   - rescanInterval: How often everything is looked over, in case the kernel reported less than happened.
    ///   - deletionGrace: How long a file has to be away to be gone. Editors move a file aside before they write the new
    ///     one, and removing a directory removes its files first: neither may take a Pod's volumes away.
    ///   - settleTime: How long a path that was missing, was made anew or lost all its files at once has to be quiet to be
    ///     whole again: its objects count as they come, but it may still be filled, so nothing is gone before.
    ///   - read: Makes objects of a file's bytes.
    /// - Throws: `eventfd`, when descriptors have run out.
    package init(
        paths: [String],
        rescanInterval: Duration = .seconds(300),
        deletionGrace: Duration = .milliseconds(250),
        settleTime: Duration = .seconds(10),
        logger: Logger,
        read: @escaping @Sendable (UnsafeRawBufferPointer) -> Manifest = Manifest.read
    ) throws(SystemError) {
        self.paths = paths
        self.rescanInterval = rescanInterval
        self.deletionGrace = deletionGrace
        self.settleTime = settleTime
        self.logger = logger
        reader = ManifestReader(read: read)
        bells = try FeedBells()
    }

    /// Reads every file anew, whether it looks changed or not, from other paths if some are given, and sends the whole
    /// state. Returns at once.
    package func reload(paths: [String]? = nil) {
        bells.reload(paths: paths)
    }

    /// The file that an object is served from, as messages name it; nil for an object that is in none.
    package func file(of key: ObjectKey) -> String? { origins.file(of: key) }

    package func events() -> AsyncStream<FeedEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: FeedEvent.self)
        continuation.onTermination = { [bells] _ in bells.stop.ring() }
        do throws(SystemError) {
            try SystemThread.start { [self] in
                var next: [String]? = paths
                var sentProblems: [FeedProblem] = []
                while let paths = next {
                    let watcher = ManifestWatcher(
                        paths: paths,
                        reader: reader,
                        deletionGrace: deletionGrace,
                        settleTime: settleTime,
                        sentProblems: sentProblems,
                        logger: logger,
                        origins: origins,
                        send: { continuation.yield($0) }
                    )
                    next = watcher.run(until: bells, rescanInterval: rescanInterval)
                    sentProblems = watcher.sentProblems
                }
                continuation.finish()
            }
        } catch {
            continuation.yield(.degraded([FeedProblem(.error, origin: name, message: "\(error)")]))
            continuation.yield(.replaced([]))
            continuation.finish()
        }
        return stream
    }
}
