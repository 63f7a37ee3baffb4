import Glibc
import KubeObjects
import LinuxSystem
import SystemPackage

extension ManifestWatcher {
    /// How often a way that changes while it is followed is followed anew, before its events are waited for.
    private static let followAttempts = 5

    struct Scan {
        /// Files to read.
        var unread: [ManifestFileID] = []
        /// Known files that are not there.
        var absent: [ManifestFileID] = []
    }

    /// Follows and lists one path anew.
    ///
    /// - Parameter isTimely: Not because of an event: what is missing is missing, not in the middle of a change.
    func scan(_ path: Int, isTimely: Bool, rereadsAll: Bool) -> Scan {
        watchProblems[path] = nil
        let trace = follow(absolutePaths[path], for: .path(path))
        var present: [(file: ManifestFileID, isCurrent: Bool)] = []
        var problem: FeedProblem?
        var home: ManifestHome?
        do throws(SystemError) {
            switch trace.end {
            case .directory(let directory, _):
                let listing = try ManifestListing.list(directory)
                home = listing.home
                found(path, as: .directory(directory), settles: !rereadsAll)
                present = listing.entries.map { entry in
                    let file = ManifestFileID(path: path, name: entry.name)
                    return (file, !entry.isSymlink && entry.signature.map { $0 == tracked[file]?.signature } == true)
                }
                if listing.unreadableNames > 0 { problem = unreadableNames(listing.unreadableNames, path) }
            case .file(let step):
                found(path, as: .file(step.path), settles: !rereadsAll)
                var status = stat()
                let file = ManifestFileID(path: path)
                let signature = lstat(step.path, &status) == 0 ? FileSignature(status) : nil
                present = [(file, signature.map { $0 == tracked[file]?.signature } == true)]
            case .missing(_, let errno):
                throw SystemError("stat", absolutePaths[path], errno)
            }
        } catch {
            states[path] = .missing
            unsettled[path] = nil
            cancelFileChecks(in: path)
            if isTimely {
                outages[path] = FeedProblem(
                    .error,
                    origin: displayPaths[path],
                    message: "\(error.call): \(error.errno)"
                )
            } else {
                checkLater(path: path)
            }
            return Scan()
        }
        pathChecks[path] = nil
        let names = Set(present.map(\.file))
        var absent = tracked.keys.filter { $0.path == path && !names.contains($0) }
        if arrive(home, at: path, isComplete: absent.isEmpty || rereadsAll) {
            // What came back is not whole before it has settled.
            if unsettled[path] == nil || outages[path] == nil { outages[path] = problem }
        } else {
            cancelFileChecks(in: path)
            absent = []
            outages[path] = FeedProblem(
                .error,
                origin: displayPaths[path],
                message: "another filesystem is there now, without files that were there; reload to accept it"
            )
        }
        return Scan(unread: present.filter { rereadsAll || !$0.isCurrent }.map(\.file), absent: absent)
    }

    /// Compares the directory with the one that was there before.
    ///
    /// - Parameter isComplete: No file is absent, or none that anybody wants back.
    /// - Returns: Whether what is absent is gone. Unmounting a filesystem deletes nothing.
    private func arrive(_ home: ManifestHome?, at path: Int, isComplete: Bool) -> Bool {
        heldPaths.remove(path)
        guard let home else {
            homes[path] = nil
            return true
        }
        switch homes[path]?.change(to: home) {
        case .otherFilesystem where !isComplete:
            heldPaths.insert(path)
            return false
        case .replaced where !isComplete: settle(path: path)
        default: break
        }
        homes[path] = home
        return true
    }

    private func cancelFileChecks(in path: Int) {
        for file in fileChecks.keys where file.path == path { fileChecks[file] = nil }
    }

    /// Takes the path for what it is now; one that was missing has to settle first, unless a reload says that
    /// all is in place.
    private func found(_ path: Int, as state: PathState, settles: Bool) {
        if settles, case .missing = states[path] { settle(path: path) }
        states[path] = state
    }

    /// Follows a path and watches its whole way, for `owner` alone.
    func follow(_ path: String, for owner: WatchOwner) -> PathTrace {
        var trace = PathTrace(following: path)
        for _ in 0..<Self.followAttempts {
            watch(trace, for: owner)
            let again = PathTrace(following: path)
            if again == trace { break }
            trace = again
        }
        return trace
    }

    /// Ends all that `owner` watches.
    func unwatch(_ owner: WatchOwner) {
        set([], for: owner)
    }

    /// Reports when the last writer of the file at `path` closes it, under whatever name it was opened.
    func watchWriter(of file: ManifestFileID, at path: String) {
        guard let watch = try? inotify?.watch(path, for: WatchInterest.writer.mask.union(.add)) else { return }
        set([WatchTable.Place(watch: watch, interest: .writer)], for: .writer(file))
    }

    /// From the top down: a directory that is replaced after its watch was made says so, and one that was replaced
    /// before is watched already.
    private func watch(_ trace: PathTrace, for owner: WatchOwner) {
        guard let inotify else {
            if let queueError { sayUnwatched(owner.path, queueError) }
            return
        }
        var wishes: [(directory: String, interest: WatchInterest)] = trace.ancestors.map { ($0, .itself) }
        wishes += trace.links.map { ($0.directory, .entry($0.name)) }
        switch trace.end {
        case .directory(let directory, let entry):
            wishes.append((entry.directory, .entry(entry.name)))
            wishes.append((directory, .contents))
        case .file(let step): wishes.append((step.directory, .target(step.name)))
        case .missing(let step, _): wishes.append((step.directory, .entry(step.name)))
        }
        var places: Set<WatchTable.Place> = []
        for wish in wishes {
            do throws(SystemError) {
                let watch = try inotify.watch(wish.directory, for: wish.interest.mask.union(.add))
                places.insert(WatchTable.Place(watch: watch, interest: wish.interest))
            } catch {
                // Gone meanwhile: following the path again tells.
                if error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory { continue }
                // A directory that may be passed but not read, as a home's parent often is: only its replacement would
                // go unnoticed. The manifests' own directory is complained about when it is listed.
                if error.errno == .permissionDenied {
                    guard case .target = wish.interest else { continue }
                }
                sayUnwatched(owner.path, error)
            }
        }
        set(places, for: owner)
    }

    private func set(_ places: Set<WatchTable.Place>, for owner: WatchOwner) {
        for watch in table.set(places, for: owner) { inotify?.remove(watch) }
    }

    private func sayUnwatched(_ path: Int, _ error: SystemError) {
        watchProblems[path] = FeedProblem(
            .warning,
            origin: displayPaths[path],
            message: "cannot be watched, so changes are noticed late: \(error.call): \(error.errno)"
        )
    }

    private func unreadableNames(_ count: Int, _ path: Int) -> FeedProblem {
        FeedProblem(.error, origin: displayPaths[path], message: "holds \(count) files whose names are not UTF-8")
    }
}
