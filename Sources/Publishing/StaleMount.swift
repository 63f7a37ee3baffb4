import LinuxSystem
package import Logging
import SystemPackage

/// FUSE mounts of secretd's that nobody serves any more: whoever looks at one gets ENOTCONN.
package enum StaleMount {
    /// Unmounts the FUSE mount of secretd's that is at `path`, if there is one.
    ///
    /// - Throws: `inUse` where a process serves it.
    package static func clear(at path: String, logger: Logger) throws(PublishError) {
        do throws(SystemError) {
            guard let mount = try MountTable.mount(at: path), mount.type == FuseMount.type,
                mount.source == TmpfsMount.source
            else { return }
        } catch {
            throw .system(error)
        }
        try remove(at: path, logger: logger)
    }

    /// Unmounts the one at `path`; where there is none, nothing happens. Says so in the log.
    ///
    /// - Parameter path: As the mount table has it.
    /// - Throws: `inUse` where a process serves it.
    package static func remove(at path: String, logger: Logger) throws(PublishError) {
        guard try !isServed(path) else { throw .inUse(path: path, pid: nil) }
        try unmount(path)
        logger.warning(
            "replaced a mount that nobody served: the process that did was killed",
            metadata: ["path": "\(path)"]
        )
    }

    /// Asks the filesystem itself: the kernel remembers enough of one to answer for it long after it is dead.
    private static func isServed(_ path: String) throws(PublishError) -> Bool {
        do throws(SystemError) {
            try Place(path).ask()
            return true
        } catch let error where error.errno == .socketNotConnected || error.errno == .connectionAbort {
            return false
        } catch {
            throw .system(error)
        }
    }

    /// Takes the FUSE mount at `path` away, as root or as the user whose it is.
    package static func unmount(_ path: String) throws(PublishError) {
        do throws(SystemError) {
            try TmpfsMount.unmount(path)
        } catch let error where error.errno == .notPermitted {
            do throws(Fusermount.Failure) {
                try Fusermount.unmount(path)
            } catch {
                throw .noFuse("\(path) cannot be unmounted: \(error)")
            }
        } catch {
            throw .system(error)
        }
    }
}
