import Glibc
import KubeObjects
import LinuxSystem

extension ManifestWatcher {
    /// Looks, reads and takes in.
    func step(_ look: Look) -> ManifestIndex.Change {
        extendSettling(after: look.events)
        let waiting = Set(fileChecks.keys)
        // What goes while its path is held is not gone yet, also if this look accepts it: its time begins then.
        let held = heldPaths
        var wanted: [ManifestFileID: LookedAtFile.Occasion] = [:]
        var findings: [ManifestFileID: ManifestUpdate.Finding] = [:]

        for path in look.events.replaced { homes[path]?.isReplaced = true }
        for path in look.events.unmounted { homes[path]?.isUnmounted = true }
        for path in look.paths.union(look.events.paths).union(heldPaths(at: look.events)).sorted() {
            let isTimely = look.paths.contains(path)
            let scan = scan(path, isTimely: isTimely, rereadsAll: look.rereadsAll)
            for file in scan.unread { wanted[file] = isTimely ? .look : .event }
            for file in scan.absent { findings[file] = absent(file) }
        }
        for file in look.checks.sorted() where !held.union(heldPaths).contains(file.path) && isPathHealthy(of: file) {
            if openPath(of: file) == nil { findings[file] = removed(file) } else { wanted[file] = .check }
        }
        for file in look.events.created where isLinkOrComplete(file) { wanted[file] = .event }
        for file in look.events.gone {
            tracked[file]?.wasAway = true
            switch entryStatus(of: file) {
            case nil: findings[file] = absent(file)
            case let status? where status.st_mode & S_IFMT == S_IFLNK: wanted[file] = .event
            default: break  // it is back already, and tells so itself when it is complete
            }
        }
        for file in look.events.attributes where tracked[file]?.isUnreadable == true { wanted[file] = .event }
        for file in look.events.complete { wanted[file] = .event }

        let files = wanted.sorted { $0.key < $1.key }.compactMap { file, occasion in
            openPath(of: file).map { LookedAtFile(file: file, path: $0, occasion: occasion) }
        }
        let returned = files.map(\.file).filter { tracked[$0]?.wasAway == true }
        findings.merge(read(files)) { $1 }
        for path in Set(fileChecks.keys.filter { !waiting.contains($0) }.map(\.path)) { settleIfEmptied(path) }
        for path in absolutePaths.indices {
            index.setProblems([outages[path], watchProblems[path]].compactMap(\.self), ofPath: path)
        }
        var updates: [ManifestUpdate] = []
        for (file, finding) in findings.sorted(by: { $0.key < $1.key }) {
            if case .read = finding, returned.contains(file) { updates.append(ManifestUpdate(file, .away)) }
            updates.append(ManifestUpdate(file, finding))
        }
        return index.update(updates)
    }

    /// Held paths of which files came: maybe all are back.
    private func heldPaths(at work: WatchWork) -> Set<Int> {
        heldPaths.isEmpty ? [] : heldPaths.intersection(work.complete.union(work.created).map(\.path))
    }

    /// Where the file is to be opened; nil while its path leads nowhere.
    func openPath(of file: ManifestFileID) -> String? {
        switch (states[file.path], file.name.isEmpty) {
        case (.directory(let directory), false): directory == "/" ? "/\(file.name)" : "\(directory)/\(file.name)"
        case (.file(let path), true): path
        default: nil
        }
    }

    /// A file that is away: its objects stay until it is checked.
    func absent(_ file: ManifestFileID) -> ManifestUpdate.Finding? {
        if case .file = states[file.path], file.name.isEmpty {
            // The path itself: that is an outage, if it lasts.
            checkLater(path: file.path)
            return nil
        }
        guard tracked[file] != nil else { return nil }
        tracked[file]?.signature = nil
        checkLater(file)
        return .away
    }

    /// A file that is gone for good.
    func removed(_ file: ManifestFileID) -> ManifestUpdate.Finding {
        tracked[file] = nil
        fileChecks[file] = nil
        unwatch(.link(file))
        unwatch(.writer(file))
        return .removed
    }

    /// The status of the name itself, be it a symlink; nil when there is no such name.
    private func entryStatus(of file: ManifestFileID) -> stat? {
        var status = stat()
        guard let path = openPath(of: file), lstat(path, &status) == 0 else { return nil }
        return status
    }

    /// Whether a new name has content behind it: a link has; a plain new file has where it was filled before it got its
    /// name (O_TMPFILE), and the reader finds out whether somebody still writes.
    private func isLinkOrComplete(_ file: ManifestFileID) -> Bool {
        guard let status = entryStatus(of: file) else { return false }
        if status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1 {
            return status.st_size > 0 && openPath(of: file).map(reader.canTellWriters) == true
        }
        return true
    }

    /// Whether a missing file is missing from a path that is there. If not, its objects stay.
    private func isPathHealthy(of file: ManifestFileID) -> Bool {
        switch (states[file.path], PathTrace(following: absolutePaths[file.path]).end) {
        case (.directory(let known), .directory(let now, _)) where now == known: return true
        case (.file(let known), .file(let now)) where now.path == known: return true
        default: break
        }
        checkLater(path: file.path)
        return false
    }
}
