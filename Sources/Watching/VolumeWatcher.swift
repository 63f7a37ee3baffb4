import Glibc
package import LinuxSystem
import SystemPackage

/// Tells each change of a volume, or of any other directory, to one thread.
///
/// Watched is the directory itself, where `..data` moves, and the nearest directory above it that is there, where it may
/// come, go or become a link to another; and the table of mounts, for what is mounted there or unmounted, which no watch
/// of inotify tells. All watches are there before the files are read, so that nothing can happen unseen; and what comes
/// while they are read is told by a second look. Changes that come faster than they can be read are told as one; the last
/// one always is.
package final class VolumeWatcher {
    /// How long nothing must happen in a plain directory until it counts as settled, and the longest wait for that.
    private static let quiet: Duration = .milliseconds(100)
    private static let patience: Duration = .seconds(5)
    /// Between two looks at a volume that is on its way out or in: FUSE tells of the files' end and not of the directory's.
    private static let recheck: Duration = .milliseconds(250)
    private static let volumeMask: InotifyMask = [
        .create, .delete, .movedFrom, .movedTo, .attributes, .closeWrite, .modify, .deleteSelf, .moveSelf,
        .onlyDirectory,
    ]
    private static let parentMask: InotifyMask = [
        .create, .delete, .movedFrom, .movedTo, .attributes, .deleteSelf, .moveSelf, .onlyDirectory,
    ]

    private enum Presence {
        case unknown
        case present
        case absent
    }

    /// The directory that was read last.
    private struct Identity: Equatable {
        var device: UInt64
        var inode: UInt64
    }

    private let path: WatchPath
    private let inotify: Inotify
    private let mounts: MountEvents?
    private var parent: (watch: InotifyWatch, name: String)?
    private var volume: InotifyWatch?
    private var below: Set<InotifyWatch> = []

    private var presence = Presence.unknown
    private var identity: Identity?
    /// What `..data` named when the files were read last, as it stands there.
    private var generation: String?
    private var snapshot = VolumeSnapshot()
    /// Whether the volume has lost its `..data` and all else.
    private var isBetween = false
    /// Whether a directory above may not be watched: what comes in it is not told.
    private var isBlind = false
    private var pending: [VolumeEvent] = []
    private var due = EventEffect.read

    /// - Parameter path: The volume's directory; it need not be there. A link is followed.
    /// - Throws: `inotify_init1`.
    package init(_ path: String) throws(SystemError) {
        let current = getcwd(nil, 0)
        defer { free(current) }
        self.path = WatchPath(path, in: current.map { String(cString: $0) } ?? "/")
        inotify = try Inotify()
        // Without /proc it does without.
        mounts = try? MountEvents()
    }

    /// Waits for the next thing to tell; nil when `bell` has been rung.
    ///
    /// - Throws: At the first call what keeps the directory from being read; later only what has run out.
    package func next(until bell: borrowing EventDescriptor) throws(SystemError) -> VolumeEvent? {
        while true {
            while pending.isEmpty, due >= .look { try look() }
            if !pending.isEmpty { return pending.removeFirst() }
            guard try wait(bell) else { return nil }
        }
    }

    // MARK: - Looking

    private func look() throws(SystemError) {
        let mustRead = due == .read
        due = .none
        let nearest = try watchParent()
        do throws(SystemError) {
            let watch = try inotify.watch("\(path.text)/.", for: Self.volumeMask)
            if let volume, volume != watch { inotify.remove(volume) }
            volume = watch
            try read(try Directory(opening: "\(path.text)/."), mustRead: mustRead)
        } catch let error where isAbsence(error) {
            dropWatches()
            switch presence {
            case .unknown: pending.append(.waiting(at: nearest))
            case .present: pending.append(.gone)
            case .absent: break
            }
            presence = .absent
            isBetween = false
        }
    }

    private func isAbsence(_ error: SystemError) -> Bool {
        switch error.errno {
        case .noSuchFileOrDirectory, .socketNotConnected, .staleNFSFileHandle: true
        // A file where a directory should be, or one that may not be read: at first that is for the person who asks.
        case .notDirectory, .permissionDenied, .tooManySymbolicLinkLevels: presence != .unknown
        default: false
        }
    }

    private func dropWatches() {
        if let volume { inotify.remove(volume) }
        for watch in below { inotify.remove(watch) }
        volume = nil
        below = []
        identity = nil
    }

    private func read(_ root: borrowing Directory, mustRead: Bool) throws(SystemError) {
        let status = try root.status()
        let now = Identity(device: status.device, inode: status.inode)
        let name = try VolumeReader.generation(in: root)
        if !mustRead, now == identity, name == generation { return }
        guard let reading = try VolumeReader.read(root) else {
            // Another one has come meanwhile, or the directory has gone.
            due = .read
            sched_yield()
            return
        }
        identity = now
        generation = reading.snapshot.generation == nil ? nil : name
        try watch(below: reading.directories)
        take(reading.snapshot)
    }

    private func take(_ new: VolumeSnapshot) {
        // A volume that has lost its `..data` and all else is on its way out or in: nobody means it to be empty.
        isBetween = new.generation == nil && new.files.isEmpty && snapshot.generation != nil
        switch presence {
        case .unknown:
            pending.append(.initial(new))
            snapshot = new
            presence = .present
            return
        case .absent: pending.append(.appeared)
        case .present: break
        }
        presence = .present
        guard !isBetween else { return }
        if let change = new.change(since: snapshot) {
            pending.append(.changed(change))
        } else if new.generation != snapshot.generation {
            pending.append(.renewed)
        }
        snapshot = new
    }

    /// Watches the directories below a plain one.
    private func watch(below directories: [String]) throws(SystemError) {
        var watches: Set<InotifyWatch> = []
        for directory in directories {
            // What has gone meanwhile was told by the directory above it.
            guard let watch = try? inotify.watch("\(path.text)/\(directory)", for: Self.volumeMask) else { continue }
            watches.insert(watch)
        }
        for watch in below.subtracting(watches) { inotify.remove(watch) }
        // What came into a directory before it was watched is not told.
        if !watches.isSubset(of: below) { due = .read }
        below = watches
    }

    /// Watches the nearest directory above that is there and can be watched. Returns its path.
    ///
    /// - Parameter attempts: How often the way down may still turn out to be longer than it was.
    private func watchParent(attempts: Int = 64) throws(SystemError) -> String {
        isBlind = false
        for (directory, name) in path.parents {
            let watch: InotifyWatch
            do throws(SystemError) {
                watch = try inotify.watch(directory, for: Self.parentMask)
            } catch let error where error.errno == .noSpace {
                throw error
            } catch {
                if error.errno == .permissionDenied { isBlind = true }
                continue
            }
            if let parent, parent.watch != watch { inotify.remove(parent.watch) }
            parent = (watch, name)
            // The next one down may have come just before the watch did.
            let next = directory == "/" ? "/\(name)" : "\(directory)/\(name)"
            if next != path.text, attempts > 0, isWatchable(next) { return try watchParent(attempts: attempts - 1) }
            return directory
        }
        return "/"
    }

    private func isWatchable(_ directory: String) -> Bool {
        access(directory, R_OK | X_OK) == 0 && FileStatus(following: directory)?.kind == .directory
    }

    // MARK: - Waiting

    private var mustRecheck: Bool { isBetween || (presence == .absent && isBlind) }

    /// False when the bell was rung.
    private func wait(_ bell: borrowing EventDescriptor) throws(SystemError) -> Bool {
        let clock = ContinuousClock()
        var quietAt: ContinuousClock.Instant?
        var latest: ContinuousClock.Instant?
        while due < .look {
            let timeout = quietAt.map { clock.now.duration(to: $0) } ?? (mustRecheck ? Self.recheck : nil)
            let urgent = mounts.map { [$0.rawValue] } ?? []
            let ready = try Poll.readable([inotify.rawValue, bell.rawValue], urgent: urgent, timeout: timeout)
            if ready[1] { return false }
            if ready.last == true, !urgent.isEmpty { due = .look }
            if mustRecheck, quietAt == nil, !ready.contains(true) { due = .look }
            for event in try inotify.read() { due = max(due, effect(of: event)) }
            let now = clock.now
            if due == .settle {
                due = .none
                latest = latest ?? now.advanced(by: Self.patience)
                quietAt = now.advanced(by: Self.quiet)
            }
            if let moment = quietAt, let last = latest, now >= min(moment, last) { due = max(due, .read) }
        }
        // An announced change of a plain directory is not forgotten for the sake of a look.
        if quietAt != nil { due = .read }
        return true
    }

    private func effect(of event: InotifyEvent) -> EventEffect {
        if event.mask.contains(.overflow) { return .read }
        if event.watch == volume {
            return EventEffect(event, at: .volume, generation: generation)
        }
        if let parent, event.watch == parent.watch {
            return EventEffect(event, at: .above(parent.name), generation: generation)
        }
        return below.contains(event.watch) ? EventEffect(event, at: .below, generation: generation) : .none
    }
}
