import Glibc

/// What stands at a name.
package enum FileKind: Hashable, Sendable {
    case file
    case directory
    case link
    /// A pipe, a socket or a device.
    case special

    /// From `st_mode`. Source: man 7 inode.
    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .link
        default: self = .special
        }
    }

    /// From `d_type`; nil where the filesystem does not tell in its listing. Source: man 3 readdir.
    init?(entryType: UInt8) {
        switch Int(entryType) {
        case Int(DT_REG): self = .file
        case Int(DT_DIR): self = .directory
        case Int(DT_LNK): self = .link
        case Int(DT_UNKNOWN): return nil
        default: self = .special
        }
    }
}

extension FileKind: CustomStringConvertible {
    /// For a sentence: `a file`, `a directory`.
    package var description: String {
        switch self {
        case .file: "a file"
        case .directory: "a directory"
        case .link: "a symbolic link"
        case .special: "a pipe, socket or device"
        }
    }
}
