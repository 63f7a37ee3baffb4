import FusePublishing
import LinuxSystem
import Logging
import Publishing

/// The tree of volumes that a command serves, on either backend.
enum ServedTree {
    case tmpfs(TmpfsTree)
    case fuse(FuseTree)

    var publisher: any Publisher {
        switch self {
        case .tmpfs(let tree): tree
        case .fuse(let tree): tree
        }
    }

    var reader: any LiveReader {
        switch self {
        case .tmpfs(let tree): tree
        case .fuse(let tree): tree
        }
    }

    /// What becomes of the tree at the end.
    enum End {
        /// Everything goes.
        case removed
        /// Files stay as far as the backend can do that by itself: on tmpfs they do, a FUSE filesystem is unmounted.
        case left
        /// The next process goes on where this one stops, and nobody shall notice.
        case handedOver
    }

    /// - Throws: `CommandFailure` with what could not be taken away.
    func close(_ end: End) throws(CommandFailure) {
        do throws(PublishError) {
            switch self {
            case .tmpfs(let tree): try tree.close(removing: end == .removed)
            case .fuse(let tree): try tree.close(handingOver: end == .handedOver)
            }
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// Makes a symbolic link outside of volumes.
    func placeLink(at path: [String], to destination: String) throws(PublishError) {
        switch self {
        case .tmpfs(let tree): try tree.placeLink(at: path, to: destination)
        case .fuse(let tree): try tree.placeLink(at: path, to: destination)
        }
    }
}
