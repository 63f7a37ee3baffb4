import Glibc
import LinuxSystem
import Synchronization
import SystemPackage

extension TmpfsTree {
    package func remove(_ target: VolumeTarget) throws(PublishError) {
        try target.check()
        _ = states.withLock { $0.removeValue(forKey: NameBytes(target.description)) }
        do throws(PublishError) {
            try empty(target)
            try removeDirectories(of: target)
        } catch {
            throw error.within("\(path)/\(target)")
        }
    }

    private func empty(_ target: VolumeTarget) throws(PublishError) {
        let volume: Directory
        do throws(SystemError) {
            volume = try root.open(beneath: target.description)
        } catch let error where error.errno == .noSuchFileOrDirectory {
            // Gone already, by a removal that was interrupted further on.
            return
        } catch {
            throw .system(error)
        }
        try writer.removeContents(of: volume)
    }

    /// Removes the volume's root, which has to be empty, and its parents as far as they are.
    func removeDirectories(of target: VolumeTarget) throws(PublishError) {
        for depth in target.path.indices.reversed() {
            let directory = target.path[...depth].joined(separator: "/")
            let isRoot = depth == target.path.count - 1
            do throws(SystemError) {
                try root.removeDirectory(directory)
                try writer.probe?(isRoot ? .removedRoot : .removedParent(directory))
            } catch let error where error.errno == .noSuchFileOrDirectory {
                continue
            } catch {
                if isRoot { throw .system(error) }
                return
            }
        }
    }

    /// Ends the tree's use.
    ///
    /// - Parameter removing: Whether everything goes: all volumes, through the writable mount and so in every copy of
    ///   the mount too, the mount itself, and the directories that opening has made; a directory whose mode it has changed gets
    ///   that back. Otherwise all stays as it is, and
    ///   applications read on.
    /// - Throws: The first error; what can go is gone all the same.
    package func close(removing: Bool) throws(PublishError) {
        guard removing else { return }
        states.withLock { $0.removeAll() }
        var failure: PublishError?
        do throws(PublishError) { try removeAll() } catch { failure = error.within(path) }
        if isMounted {
            do throws(SystemError) { try TmpfsMount.unmount(path) } catch { failure = failure ?? .system(error) }
        }
        for directory in madeDirectories.reversed() { rmdir(directory) }
        // What could not be removed stays behind the gate.
        if let failure { throw failure }
        guard let statusBefore else { return }
        do throws(SystemError) {
            try root.changeOwner(uid: statusBefore.uid, gid: statusBefore.gid)
            try root.changeMode(statusBefore.mode)
        } catch {
            throw PublishError.system(error).within(path)
        }
    }

    private func removeAll() throws(PublishError) {
        do throws(SystemError) {
            if isMounted {
                try root.removeContents()
                return
            }
        } catch {
            throw .system(error)
        }
        // Others may keep files here too, and those are not ours to take.
        var failure: PublishError?
        _ = removeOwn(in: root, depth: 0, &failure)
        if let failure { throw failure }
    }

    /// Removes volumes and placed links below `directory`, and the directories in which that left nothing.
    ///
    /// - Returns: Whether anything in `directory` was removed.
    private func removeOwn(in directory: borrowing Directory, depth: Int, _ failure: inout PublishError?) -> Bool {
        var removesSome = false
        do throws(SystemError) {
            let entries = try directory.entries()
            let isVolume = try TreeSurvey.isVolume(directory, entries)
            for entry in entries {
                if entry.kind == .directory, GenerationName(entry: entry.name) == nil {
                    // Also inside of a volume: another one may stand on its mount point.
                    let child = try directory.open(entry.name)
                    guard removeOwn(in: child, depth: depth + 1, &failure) else { continue }
                    removesSome = true
                    try? directory.removeDirectory(entry.name)
                } else if try TreeSurvey.isPlaced(entry, in: directory, depth: depth) {
                    try directory.unlink(entry.name)
                    removesSome = true
                }
            }
            if isVolume {
                removesSome = true
                do throws(PublishError) {
                    try writer.removeContents(of: directory)
                } catch .occupied {
                    // Somebody's own file beside the keys.
                } catch {
                    failure = failure ?? error
                }
            }
        } catch {
            failure = failure ?? .system(error)
        }
        return removesSome
    }
}
