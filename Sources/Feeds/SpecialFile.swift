import Glibc

/// What a file can be besides a regular one or a symlink. The texts complete "is …".
enum SpecialFile: String, Hashable, Sendable {
    case directory = "a directory"
    case fifo = "a FIFO"
    case socket = "a socket"
    case device = "a device"
    case unknown = "a special file"

    /// Nil for a regular file. Source: man 7 inode.
    init?(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: return nil
        case S_IFDIR: self = .directory
        case S_IFIFO: self = .fifo
        case S_IFSOCK: self = .socket
        case S_IFCHR, S_IFBLK: self = .device
        default: self = .unknown
        }
    }
}
