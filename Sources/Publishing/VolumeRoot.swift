import LinuxSystem
import SystemPackage

/// The directories from the tree's root down to a volume's root: made with their final mode and owner before anything
/// is in them, mended where they differ.
struct VolumeRoot {
    let target: VolumeTarget
    let probe: WriterProbe?

    init(of target: VolumeTarget, probe: WriterProbe?) {
        self.target = target
        self.probe = probe
    }

    /// Opens the volume's root below `tree`, making what is missing.
    ///
    /// - Throws: `occupied` where something else than a directory stands in the way. Paths are relative to `tree`.
    func open(in tree: borrowing Directory) throws(PublishError) -> Directory {
        // Another volume's removal may take a parent away between two steps, because it was empty.
        var attempts = 0
        while true {
            do throws(PublishError) {
                return try walk(from: tree)
            } catch let error where error.isMissing && attempts < 64 {
                attempts += 1
            }
        }
    }

    private func walk(from tree: borrowing Directory) throws(PublishError) -> Directory {
        var path = ""
        do throws(SystemError) {
            var current = try tree.open(".")
            for index in target.path.indices {
                let name = target.path[index]
                path = path.isEmpty ? name : "\(path)/\(name)"
                let place = Place(index, of: target)
                // With a group the final mode comes after the owner: nobody gets in before that.
                let isNew = try make(
                    name,
                    mode: place.isManaged && place.owner.group != nil ? 0o700 : place.mode,
                    in: current
                )
                if isNew { try probe?(.madeParent(path)) }
                let next = try current.open(name)
                if place.isManaged { try settle(next, place, path) }
                current = next
            }
            return current
        } catch let error where error.errno == .notDirectory || error.errno == .tooManySymbolicLinkLevels {
            let kind = try? tree.status(of: path).kind
            throw .occupied(path: path, found: kind.map { "\($0)" } ?? "something")
        } catch {
            throw .system(SystemError(error.call, path, error.errno))
        }
    }

    private func make(_ name: String, mode: UInt16, in parent: borrowing Directory) throws(SystemError) -> Bool {
        do throws(SystemError) {
            try parent.makeDirectory(name, mode: mode)
            return true
        } catch let error where error.errno == .fileExists {
            return false
        }
    }

    /// Applies owner and mode, in this order, where they are not right.
    private func settle(_ directory: borrowing Directory, _ place: Place, _ path: String) throws(SystemError) {
        var status = try directory.status()
        if status.uid != place.owner.uid || status.gid != place.owner.gid {
            try directory.changeOwner(uid: place.owner.uid, gid: place.owner.gid, subject: path)
            try probe?(.changedOwner(path))
        }
        guard status.mode != place.mode else { return }
        try directory.changeMode(place.mode, subject: path)
        try probe?(.changedMode(path))
        // Without CAP_FSETID the kernel drops the set-group-id bit of a foreign group and says nothing.
        status = try directory.status()
        guard status.mode == place.mode else { throw SystemError("fchmod", path, .notPermitted) }
    }

    /// What a directory on the way is.
    private struct Place {
        var mode: UInt16
        var owner: FileOwner
        /// Whether mode and owner are the target's business; other directories are only made.
        var isManaged: Bool

        init(_ index: Int, of target: VolumeTarget) {
            let isRoot = index == target.path.count - 1
            owner = FileOwner(group: index == target.gate ? target.gateGroup : target.group)
            isManaged = isRoot || index == target.gate
            mode = index == target.gate ? (target.gateGroup == nil ? 0o700 : 0o750) : 0o755
            // So that everything below belongs to the group.
            if isRoot, owner.group != nil { mode |= 0o2000 }
        }
    }
}

extension PublishError {
    fileprivate var isMissing: Bool {
        if case .system(let error) = self { error.errno == .noSuchFileOrDirectory } else { false }
    }
}
