import LinuxSystem
package import Logging
import Synchronization
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

    /// How long an answer may take: a daemon that is being restarted needs a moment.
    private static let patience: Duration = .seconds(10)

    /// Asks the filesystem itself: the kernel remembers enough of one to answer for it long after it is dead.
    ///
    /// - Throws: `noFuse` where there is no answer: somebody holds the connection and does not serve it.
    private static func isServed(_ path: String) throws(PublishError) -> Bool {
        do throws(SystemError) {
            let answer = Answer(try EventDescriptor())
            // On a thread of its own, which may have to wait for ever.
            try SystemThread.start {
                answer.give(errno(asking: path))
            }
            let isThere = try Poll.readable([answer.rawValue], timeout: patience)[0]
            guard isThere else { throw SystemError("statx", path, .timedOut) }
            switch answer.errno {
            case nil: return true
            case .socketNotConnected, .connectionAbort: return false
            case let errno?: throw SystemError("statx", path, errno)
            }
        } catch let error where error.errno == .timedOut {
            throw .noFuse(
                "\(path) is a mount of secretd's that does not answer. If no secretd runs there, write 1 to "
                    + "/sys/fs/fuse/connections/\(connection(at: path))/abort, and start again"
            )
        } catch {
            throw .system(error)
        }
    }

    private static func errno(asking path: String) -> Errno? {
        do throws(SystemError) {
            try Place(path).ask()
            return nil
        } catch {
            return error.errno
        }
    }

    /// The connection's number in `/sys/fs/fuse/connections`: the minor number of the mount's device.
    private static func connection(at path: String) -> String {
        (try? Place(path).identity()).map { "\($0.device & 0xff | ($0.device >> 12) & 0xfff00)" } ?? "N"
    }

    /// What a thread has found out, for another one that may have stopped waiting for it.
    private final class Answer: Sendable {
        private let bell: EventDescriptor
        private let result = Mutex<Errno?>(nil)

        init(_ bell: consuming EventDescriptor) {
            self.bell = bell
        }

        var rawValue: Int32 { bell.rawValue }
        var errno: Errno? { result.withLock { $0 } }

        func give(_ errno: Errno?) {
            result.withLock { $0 = errno }
            bell.ring()
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
