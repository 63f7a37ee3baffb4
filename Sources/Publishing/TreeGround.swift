import Glibc
import LinuxSystem
import Logging
import SystemPackage

/// What a tree of volumes stands on: finds out what is at the path, and mounts, adopts, publishes straight into it, or
/// refuses.
struct TreeGround: ~Copyable {
    let path: String
    /// The tree's root, writable.
    let root: Directory
    let locks: TreeLocks
    let isMounted: Bool
    /// Directories that were made for it, outermost first.
    let made: [String]
    /// What mode and owner an existing directory had before they were changed; nil where they were not.
    let before: FileStatus?

    /// Prepares the ground.
    ///
    /// | at the path | what happens |
    /// |---|---|
    /// | nothing | made, with its parents, then as an empty directory |
    /// | an empty directory | a tmpfs is mounted on it; without the right to mount it is used as it is, when it is in memory or `allowDisk` says so |
    /// | volumes and nothing else | without the right to mount, used as the empty directory is |
    /// | our tmpfs | adopted: nothing that is published changes |
    /// | a link, a file, anything of somebody else, another mount | `occupied` |
    static func prepare(_ options: TreeOptions, logger: Logger) throws(PublishError) -> TreeGround {
        let path = TreePath.trimmed(options.path)
        var made: [String] = []
        do throws(PublishError) {
            let place = try TreePath.make(path, noting: &made)
            try StaleMount.clear(at: place, logger: logger)
            return try settle(path, made, options, logger)
        } catch {
            for directory in made.reversed() { rmdir(directory) }
            throw error
        }
    }

    private static func settle(
        _ path: String,
        _ made: [String],
        _ options: TreeOptions,
        _ logger: Logger
    ) throws(PublishError) -> TreeGround {
        let directory = try open(path)
        let lock = try TreeLocks.lock(directory, path: path)
        // Another process may have mounted and gone since the path was opened.
        guard try names(path, directory) else {
            _ = consume lock
            return try settle(path, made, options, logger)
        }
        let site = try MountSite(of: directory, path: path)
        if site.isOurs {
            guard TmpfsMount.isPermitted || site.isReadOnly else {
                return try direct(directory, lock, path, made, options, logger)
            }
            let root = try adopt(directory, site, path, options, logger)
            return TreeGround(
                path: path,
                root: root,
                locks: TreeLocks(ground: lock, mount: nil),
                isMounted: true,
                made: made,
                before: nil
            )
        }
        guard TmpfsMount.isPermitted else { return try direct(directory, lock, path, made, options, logger) }
        guard !site.isMountRoot else { throw .occupied(path: path, found: "a mount of \(site.description)") }
        if let name = try system(path, { () throws(SystemError) in try directory.entries().first?.name }) {
            throw .occupied(path: path, found: "a directory that is not empty (\(name))")
        }
        let mounted: Bool
        do throws(SystemError) {
            let owner = options.rootOwner ?? (geteuid(), getegid())
            let parameters = TmpfsParameters(
                size: options.size,
                mode: options.rootMode,
                uid: owner.uid,
                gid: owner.gid
            )
            try TmpfsMount.mount(parameters, on: directory, at: path, using: options.interface)
            mounted = true
        } catch let error where error.errno == .notPermitted || error.errno == .permissionDenied {
            mounted = false
        } catch {
            throw PublishError.system(error).within(path)
        }
        guard mounted else { return try direct(directory, lock, path, made, options, logger) }
        let attached = try open(path)
        let rootLock = try TreeLocks.lock(attached, path: path)
        let root = try adopt(attached, try MountSite(of: attached, path: path), path, options, logger)
        logger.info("mounted a tmpfs", metadata: ["path": "\(path)"])
        return TreeGround(
            path: path,
            root: root,
            locks: TreeLocks(ground: lock, mount: rootLock),
            isMounted: true,
            made: made,
            before: nil
        )
    }

    /// The writable root of our tmpfs at `path`, with the options applied that can be changed.
    private static func adopt(
        _ attached: borrowing Directory,
        _ site: MountSite,
        _ path: String,
        _ options: TreeOptions,
        _ logger: Logger
    ) throws(PublishError) -> Directory {
        if site.maySwap, Swap.isOn {
            logger.warning(
                "secrets may reach the swap space: this kernel cannot keep a tmpfs off it; turn swap off",
                metadata: ["path": "\(path)"]
            )
        }
        do throws(SystemError) {
            let root = try TmpfsMount.writableRoot(of: attached, at: path, using: options.interface)
            let owner = options.rootOwner ?? (geteuid(), getegid())
            let status = try root.status()
            if status.uid != owner.uid || status.gid != owner.gid {
                try root.changeOwner(uid: owner.uid, gid: owner.gid)
            }
            if status.mode != options.rootMode { try root.changeMode(options.rootMode) }
            if let size = options.size { resize(root, to: size, path, logger) }
            return root
        } catch {
            throw PublishError.system(error).within(path)
        }
    }

    private static func resize(_ root: borrowing Directory, to size: Int, _ path: String, _ logger: Logger) {
        do throws(SystemError) {
            // The kernel rounds up to pages.
            if let total = try root.filesystem().totalBytes, total >= size, total - size < 1 << 16 { return }
            try TmpfsMount.resize(root, to: size)
        } catch {
            logger.warning(
                "the tmpfs keeps its size",
                metadata: ["path": "\(path)", "size": "\(size)", "error": "\(error)"]
            )
        }
    }

    /// The directory itself, where no tmpfs can be mounted on it.
    private static func direct(
        _ directory: consuming Directory,
        _ lock: consuming DirectoryLock,
        _ path: String,
        _ made: [String],
        _ options: TreeOptions,
        _ logger: Logger
    ) throws(PublishError) -> TreeGround {
        let filesystem: Filesystem
        let stranger: String?
        do throws(SystemError) {
            filesystem = try directory.filesystem()
            stranger = try TreeSurvey.stranger(in: directory)
        } catch {
            throw PublishError.system(error).within(path)
        }
        if let stranger { throw .occupied(path: path, found: "a directory with other files in it (\(stranger))") }
        guard filesystem.isMemory || options.allowDisk else { throw .onDisk(path: path, filesystem: filesystem.name) }
        let consequence =
            filesystem.isMemory
            ? "no right to mount: files are writable by their owner and may be swapped"
            : "--allow-disk: plaintext keys are written to a disk, where they outlive a power cut"
        logger.warning("\(consequence)", metadata: ["path": "\(path)", "filesystem": "\(filesystem.name)"])
        let before = try close(directory, path, isNew: made.last == path, options)
        return TreeGround(
            path: path,
            root: directory,
            locks: TreeLocks(ground: lock, mount: nil),
            isMounted: false,
            made: made,
            before: before
        )
    }

    /// Gives a directory that is used as it is the options' mode and owner: one that was made for it, and one that is
    /// to keep others out and does not.
    ///
    /// - Returns: What an existing one was before that; nil where nothing was changed.
    private static func close(
        _ directory: borrowing Directory,
        _ path: String,
        isNew: Bool,
        _ options: TreeOptions
    ) throws(PublishError) -> FileStatus? {
        let status = try system(path) { () throws(SystemError) in try directory.status() }
        let isGate = options.rootMode & 0o007 == 0
        let isLooser = status.mode & 0o777 & ~options.rootMode != 0
        guard isNew || (isGate && isLooser) else { return nil }
        do throws(SystemError) {
            if let owner = options.rootOwner { try directory.changeOwner(uid: owner.uid, gid: owner.gid) }
            try directory.changeMode(options.rootMode)
        } catch {
            guard !isNew else { throw PublishError.system(error).within(path) }
            try? directory.changeOwner(uid: status.uid, gid: status.gid)
            let (mode, wanted) = (String(status.mode, radix: 8), String(options.rootMode, radix: 8))
            throw .occupied(
                path: path,
                found: "a directory of mode 0\(mode) that cannot be made 0\(wanted) (\(error.call): \(error.errno))"
            )
        }
        return isNew ? nil : status
    }

    /// Whether `path` still leads to `directory`.
    private static func names(_ path: String, _ directory: borrowing Directory) throws(PublishError) -> Bool {
        let now = try open(path)
        do throws(SystemError) {
            let (ours, theirs) = (try directory.status(), try now.status())
            return ours.device == theirs.device && ours.inode == theirs.inode
        } catch {
            throw PublishError.system(error).within(path)
        }
    }

    private static func open(_ path: String) throws(PublishError) -> Directory {
        do throws(SystemError) {
            return try Directory(opening: path)
        } catch let error where error.errno == .notDirectory || error.errno == .tooManySymbolicLinkLevels {
            var raw = stat()
            let kind = lstat(path, &raw) == 0 ? "\(FileStatus(raw).kind)" : "something"
            throw .occupied(path: path, found: kind)
        } catch {
            throw .system(error)
        }
    }

    private static func system<Result>(
        _ path: String,
        _ body: () throws(SystemError) -> Result
    ) throws(PublishError) -> Result {
        do throws(SystemError) { return try body() } catch { throw PublishError.system(error).within(path) }
    }
}
