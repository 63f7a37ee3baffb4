import LinuxSystem
import SystemPackage

extension AtomicWriter {
    /// Step 6, and the mount points.
    ///
    /// - Throws: `occupied` where something stands at a name that is neither the writer's link nor its directory.
    func makeNames(_ names: VolumeNames, in root: borrowing Directory) throws(PublishError) {
        for name in names.addedMountPoints { try makeMountPoint(name, in: root) }
        for name in names.addedLinks { try makeLink(name, in: root) }
    }

    /// Gives the names that stay to the volume's new group, where it gets one; before the commit, so that a killed writer's
    /// successor sees by the live generation that it is still to be done.
    func handOverNames(_ plan: PublishPlan, in root: borrowing Directory) throws(PublishError) {
        guard plan.live.group != plan.target.group else { return }
        do throws(SystemError) {
            for name in plan.live.links + plan.live.mountPoints {
                try root.changeOwner(of: name, uid: plan.owner.uid, gid: plan.owner.gid)
                try probe?(.changedOwner(name))
            }
        } catch {
            throw .system(error)
        }
    }

    /// Step 9. Whether nothing stayed.
    func removeNames(_ names: VolumeNames, in root: borrowing Directory) -> Bool {
        var isClean = true
        for name in names.removedLinks {
            isClean =
                succeeds { () throws(SystemError) in
                    try root.unlink(name)
                    try probe?(.removedLink(name))
                } && isClean
        }
        for name in names.removedMountPoints.reversed() {
            isClean =
                succeeds { () throws(SystemError) in
                    try root.removeDirectory(name)
                    try probe?(.removedMountPoint(name))
                } && isClean
        }
        return isClean
    }

    /// Where the link to the key, or to the directory of keys, `name` leads.
    private static func destination(of name: String) -> String { "\(dataName)/\(name)" }

    /// Whether the link `name` is the writer's.
    static func isLinkToKey(_ name: String, in root: borrowing Directory) throws(SystemError) -> Bool {
        try root.destination(ofLink: name).hasSameBytes(as: destination(of: name))
    }

    private func makeLink(_ name: String, in root: borrowing Directory) throws(PublishError) {
        do throws(SystemError) {
            do throws(SystemError) {
                try root.makeLink(name, to: Self.destination(of: name))
            } catch let error where error.errno == .fileExists {
                let kind = try root.status(of: name).kind
                if kind == .link, try Self.isLinkToKey(name, in: root) { return }
                // An empty directory was a mount point until the manifest dropped it. Nothing is lost with it.
                guard kind == .directory, succeeds({ () throws(SystemError) in try root.removeEmptyTree(name) }) else {
                    throw SystemError("symlinkat", name, .fileExists)
                }
                try root.makeLink(name, to: Self.destination(of: name))
            }
            try probe?(.madeLink(name))
        } catch {
            throw occupied(name, error, in: root)
        }
    }

    private func makeMountPoint(_ name: String, in root: borrowing Directory) throws(PublishError) {
        do throws(SystemError) {
            do throws(SystemError) {
                try root.makeDirectory(name, mode: 0o755)
            } catch let error where error.errno == .fileExists {
                switch try root.status(of: name).kind {
                case .directory: return
                // The link of a key that this mount point shadows from now on.
                case .link where try Self.isLinkToKey(name, in: root):
                    try root.unlink(name)
                    try root.makeDirectory(name, mode: 0o755)
                default: throw error
                }
            }
            try probe?(.madeMountPoint(name))
        } catch {
            throw occupied(name, error, in: root)
        }
    }

    /// `error` in better words, where it says that the name is taken.
    private func occupied(_ name: String, _ error: SystemError, in root: borrowing Directory) -> PublishError {
        guard error.errno == .fileExists, let kind = try? root.status(of: name).kind else { return .system(error) }
        return .occupied(path: name, found: "\(kind)")
    }

    /// Whether `body` went through; that what it removes is gone already is fine.
    func succeeds(_ body: () throws(SystemError) -> Void) -> Bool {
        do throws(SystemError) {
            try body()
            return true
        } catch {
            return error.errno == .noSuchFileOrDirectory
        }
    }
}
