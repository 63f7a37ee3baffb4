/// What is looked at once more when its time is over.
extension ManifestWatcher {
    /// When the next check is due; nil when none is.
    var nextCheck: ContinuousClock.Instant? {
        let files = fileChecks.map { file, due in max(due, unsettled[file.path] ?? due) }
        return [pathChecks.values.min(), unsettled.values.min(), files.min()].compactMap(\.self).min()
    }

    /// Moves the checks whose time is over into `look`.
    func takeDueChecks(into look: inout Look) {
        let now = clock.now
        let settled = unsettled.filter { $0.value <= now }.keys
        for path in settled { unsettled[path] = nil }
        look.paths.formUnion(settled)
        look.paths.formUnion(pathChecks.filter { $0.value <= now }.keys)
        look.checks = Set(fileChecks.filter { file, due in due <= now && unsettled[file.path] == nil }.keys)
        for path in look.paths { pathChecks[path] = nil }
        for file in look.checks { fileChecks[file] = nil }
    }

    func checkLater(_ file: ManifestFileID) {
        if fileChecks[file] == nil { fileChecks[file] = clock.now + deletionGrace }
    }

    func checkLater(path: Int) {
        if pathChecks[path] == nil { pathChecks[path] = clock.now + deletionGrace }
    }

    /// Has the path wait, from now on, until it is quiet.
    func settle(path: Int) {
        unsettled[path] = clock.now + settleTime
    }

    /// Has a directory wait of which all files went together, for they may come back together. The end of its only file
    /// is the end of that file.
    func settleIfEmptied(_ path: Int) {
        let files = tracked.keys.filter { $0.path == path }
        guard unsettled[path] == nil, files.count > 1, files.allSatisfy({ fileChecks[$0] != nil }) else { return }
        settle(path: path)
    }

    /// Has paths that are still being filled wait anew. A new version of a file that is there fills nothing: one that is
    /// saved again and again must not hold the path up for ever.
    func extendSettling(after work: WatchWork) {
        guard !unsettled.isEmpty else { return }
        let arrivals = work.complete.union(work.created).filter { tracked[$0] == nil || fileChecks[$0] != nil }
        for path in work.paths.union(arrivals.map(\.path)) where unsettled[path] != nil { settle(path: path) }
    }
}
