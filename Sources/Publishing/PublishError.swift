package import LinuxSystem
import SystemPackage

/// Why a payload did not become visible, or a tree could not be opened. Never holds a secret byte.
package enum PublishError: Error, Hashable, Sendable {
    /// A system call failed.
    case system(SystemError)
    /// The volume would need more than the limit of one volume; all in bytes, files rounded up to pages.
    case overLimit(target: String, needed: Int, limit: Int)
    /// The filesystem has not enough room for another generation; bytes, and files with directories and links.
    case noSpace(target: String, neededBytes: Int, freeBytes: Int, neededInodes: Int, freeInodes: Int)
    /// Something stands at a name that the volume needs, and secretd did not make it.
    case occupied(path: String, found: String)
    /// The filesystem at the path is neither tmpfs nor ramfs: plaintext would reach a disk.
    case onDisk(path: String, filesystem: String)
    /// Another process serves this tree.
    case inUse(path: String, pid: Int32?)
    /// FUSE cannot be used here; what is missing and what to do about it.
    case noFuse(String)
}

extension PublishError {
    /// Whether the same call may succeed later although nothing about the payload changes: an administrator may remount,
    /// free room, give a right, or take away what stands in the way. Only what the payload, the target or the options
    /// say cannot come right by itself.
    package var isTransient: Bool {
        switch self {
        case .system(let error): error.errno != .invalidArgument && error.errno != .fileNameTooLong
        case .noSpace, .occupied: true
        case .overLimit, .onDisk, .inUse, .noFuse: false
        }
    }

    /// The same error with its relative path completed: `tls.crt` in `place` is `place/tls.crt`.
    package func within(_ place: String) -> PublishError {
        switch self {
        case .system(var error):
            error.subject = error.subject.isEmpty || error.subject == "." ? place : "\(place)/\(error.subject)"
            return .system(error)
        case .occupied(let path, let found): return .occupied(path: "\(place)/\(path)", found: found)
        case .overLimit, .noSpace, .onDisk, .inUse, .noFuse: return self
        }
    }
}

extension PublishError: CustomStringConvertible {
    /// What happened and what to do about it.
    package var description: String {
        switch self {
        case .system(let error):
            return "\(error)"
        case .overLimit(let target, let needed, let limit):
            return "\(target) needs \(needed) bytes and a volume may have \(limit): make it smaller or raise the limit"
        case .noSpace(let target, let neededBytes, let freeBytes, let neededInodes, let freeInodes):
            return "\(target) needs \(neededBytes) bytes and \(neededInodes) inodes, free are \(freeBytes) and "
                + "\(freeInodes): raise the size of the volumes' filesystem or publish less"
        case .occupied(let path, let found):
            return "\(path) is in the way: \(found) that secretd did not make; move it away"
        case .onDisk(let path, let filesystem):
            return "\(path) is on \(filesystem) and not in memory, and mounting a tmpfs there needs root. Run as root, "
                + "or choose a directory on a tmpfs, such as one in $XDG_RUNTIME_DIR; --allow-disk would write "
                + "plaintext keys to that disk, where they outlive a power cut and can be recovered after they are deleted"
        case .noFuse(let message):
            return message
        case .inUse(let path, let pid):
            return "\(path) is served by another secretd\(pid.map { " (pid \($0))" } ?? "")"
        }
    }
}
