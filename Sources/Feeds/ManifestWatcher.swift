import Glibc
import KubeObjects
import LinuxSystem
import Logging
import SystemPackage

/// The feed's own thread's work: waits for events, reads what they are about, and sends what follows.
///
/// Watch first, then look: whatever changes after a look is reported by a watch that was there before it.
final class ManifestWatcher {
    /// Where a path leads, as of the last look.
    enum PathState {
        case unknown
        /// The directory's path without symlinks.
        case directory(String)
        /// The file's path without symlinks.
        case file(String)
        case missing
    }

    /// What is known of a file besides its objects.
    struct Tracked {
        /// Of the version that was read last; nil: read it at the next look whatever it looks like.
        var signature: FileSignature?
        /// Its name went since it was read last: what is there now is another file.
        var wasAway = false
        /// It could not be read, so a changed mode is news.
        var isUnreadable = false
    }

    let absolutePaths: [String]
    let displayPaths: [String]
    let reader: ManifestReader
    let deletionGrace: Duration
    let settleTime: Duration
    let logger: Logger
    let send: (FeedEvent) -> Void
    let origins: ManifestOrigins
    let clock = ContinuousClock()

    var index: ManifestIndex
    var table = WatchTable()
    var inotify: Inotify?
    /// Why there is no queue.
    var queueError: SystemError?
    var states: [PathState]
    var tracked: [ManifestFileID: Tracked] = [:]
    /// When a path that went away is looked at once more, and said to be missing if it still is.
    var pathChecks: [Int: ContinuousClock.Instant] = [:]
    /// When a file that is away, empty or a dangling link is looked at once more, and taken at its word.
    var fileChecks: [ManifestFileID: ContinuousClock.Instant] = [:]
    /// The directories that the manifests are from, by path.
    var homes: [Int: ManifestHome] = [:]
    /// Paths at which another filesystem is, without files that were there: nothing of theirs is gone.
    var heldPaths: Set<Int> = []
    /// Until when a path that came back has to stay quiet to be taken at its word, by path.
    var unsettled: [Int: ContinuousClock.Instant] = [:]
    /// Why a path serves its last good state, by path.
    var outages: [Int: FeedProblem] = [:]
    /// The last `replaced` was not the whole state, because something was refused or out of reach. When all is well
    /// another one says what is gone.
    private var owesWholeState = false
    /// The problems that were sent last, if need be by the watcher before this one: who heard of them has to hear that
    /// they are over.
    private(set) var sentProblems: [FeedProblem]
    /// Why changes are not noticed at once, by path.
    var watchProblems: [Int: FeedProblem] = [:]

    init(
        paths: [String],
        reader: ManifestReader,
        deletionGrace: Duration,
        settleTime: Duration,
        sentProblems: [FeedProblem],
        logger: Logger,
        origins: ManifestOrigins = ManifestOrigins(),
        send: @escaping (FeedEvent) -> Void
    ) {
        displayPaths = paths
        absolutePaths = paths.map(Self.absolute)
        self.reader = reader
        self.deletionGrace = deletionGrace
        self.settleTime = settleTime
        self.sentProblems = sentProblems
        self.logger = logger
        self.send = send
        self.origins = origins
        index = ManifestIndex(paths: paths)
        states = Array(repeating: .unknown, count: paths.count)
    }

    /// Sends `replaced`, then whatever happens, until the stop bell rings. Blocks.
    ///
    /// - Returns: The paths to go on with, where a reload gave others; nil to stop.
    func run(until bells: FeedBells, rescanInterval: Duration) -> [String]? {
        openQueue()
        _ = step(Look(paths: Set(absolutePaths.indices)))
        sendState()

        var rescanAt = clock.now + rescanInterval
        while true {
            let wake = min(rescanAt, nextCheck ?? rescanAt)
            var descriptors = [bells.stop.rawValue, bells.rescan.rawValue]
            if let inotify { descriptors.append(inotify.rawValue) }
            let ready = wait(for: descriptors, until: wake)
            if ready[0] { return nil }
            let (isReload, newPaths) = ready[1] ? bells.takeReload() : (false, nil)
            if let newPaths, newPaths != displayPaths { return newPaths }

            var look = Look(events: ready.count > 2 && ready[2] ? work() : WatchWork())
            takeDueChecks(into: &look)
            if look.events.everything { logger.notice("inotify lost events; looking everything over") }
            if look.events.everything || isReload || clock.now >= rescanAt {
                look.paths.formUnion(absolutePaths.indices)
                look.rereadsAll = isReload
                rescanAt = clock.now + rescanInterval
                if inotify == nil { openQueue() }
                // Whoever asks for a reload says that all is in place.
                if isReload { unsettled = [:] }
            }
            let change = step(look)
            if isReload || owesWholeState && index.isWhole {
                sendState()
            } else {
                if !change.isEmpty {
                    origins.update(change.applied.map(\.key) + change.deleted, from: index)
                    send(.changed(applied: change.applied, deleted: change.deleted))
                }
                sendProblems()
            }
        }
    }

    /// Sends all problems and all objects, in this order: what a state without problems does not name is gone, so that
    /// nobody may take a broken state for a whole one.
    private func sendState() {
        sendProblems()
        let objects = index.objects
        origins.update(objects.map(\.key), from: index)
        send(.replaced(objects))
        owesWholeState = !index.isWhole
    }

    private func openQueue() {
        do throws(SystemError) {
            inotify = try Inotify()
        } catch {
            queueError = error
        }
    }

    private func work() -> WatchWork {
        do throws(SystemError) {
            return table.work(for: try inotify?.read() ?? [])
        } catch {
            logger.error("\(error)")
            return WatchWork(everything: true)
        }
    }

    private func wait(for descriptors: [Int32], until wake: ContinuousClock.Instant) -> [Bool] {
        do throws(SystemError) {
            return try Poll.readable(descriptors, timeout: max(.zero, wake - clock.now))
        } catch {
            logger.error("\(error)")
            sleep(1)  // out of memory: whoever asks again at once makes it worse
            return descriptors.map { _ in false }
        }
    }

    private func sendProblems() {
        let problems = index.problems
        guard problems != sentProblems else { return }
        sentProblems = problems
        send(.degraded(problems))
    }

    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let directory = getcwd(nil, 0) else { return "/\(path)" }
        defer { free(directory) }
        return "\(String(cString: directory))/\(path)"
    }
}
