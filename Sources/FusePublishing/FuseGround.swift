import Glibc
import LinuxSystem
import Logging
import Publishing

/// What a FUSE tree stands on: finds out what is at the path, and makes room there or refuses.
///
/// | at the path | what happens |
/// |---|---|
/// | nothing | made, with its parents, then as an empty directory |
/// | an empty directory | used |
/// | a FUSE mount of ours that nobody serves | unmounted, and said so |
/// | a FUSE mount of ours that somebody serves | `inUse` |
/// | a tmpfs of ours that nobody serves: the other backend was used before | unmounted, and said so |
/// | anything else | `occupied` |
struct FuseGround: ~Copyable {
    /// Absolute, without a link in it.
    let path: String
    let directory: Directory
    /// Keeps others from mounting here as well.
    let lock: DirectoryLock
    /// Directories that were made for it, outermost first.
    let made: [String]

    static func prepare(_ options: TreeOptions, logger: Logger) throws(PublishError) -> FuseGround {
        var made: [String] = []
        do throws(PublishError) {
            let path = try TreePath.make(options.path, noting: &made)
            try clear(path, logger)
            let directory = try open(path)
            let lock = try TreeLocks.lock(directory, path: path)
            if let name = try? directory.entries().first?.name {
                throw PublishError.occupied(path: path, found: "a directory that is not empty (\(name))")
            }
            return FuseGround(path: path, directory: directory, lock: lock, made: made)
        } catch {
            for directory in made.reversed() { rmdir(directory) }
            throw error
        }
    }

    /// Takes away mounts of ours that nobody serves, and refuses others.
    private static func clear(_ path: String, _ logger: Logger) throws(PublishError) {
        while let mount = try mount(at: path) {
            guard mount.source == TmpfsMount.source else {
                throw .occupied(path: path, found: "a mount of \(mount.source) (\(mount.type))")
            }
            switch mount.type {
            case FuseMount.type: try StaleMount.remove(at: path, logger: logger)
            case "tmpfs":
                let directory = try open(path)
                // Throws where another process serves it.
                _ = try TreeLocks.lock(directory, path: path)
                try unmount(path)
                logger.warning("unmounted the tmpfs of the other backend", metadata: ["path": "\(path)"])
            default: throw .occupied(path: path, found: "a mount of \(mount.source) (\(mount.type))")
            }
        }
    }

    private static func mount(at path: String) throws(PublishError) -> MountTable.Mount? {
        do throws(SystemError) { return try MountTable.mount(at: path) } catch { throw .system(error) }
    }

    private static func unmount(_ path: String) throws(PublishError) {
        do throws(SystemError) { try TmpfsMount.unmount(path) } catch { throw .system(error) }
    }

    private static func open(_ path: String) throws(PublishError) -> Directory {
        do throws(SystemError) { return try Directory(opening: path) } catch { throw .system(error) }
    }
}
