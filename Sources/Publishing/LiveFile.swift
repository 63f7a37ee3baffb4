import KubeObjects
import Projection

/// One file of a generation as it stands on the filesystem.
struct LiveFile: Equatable, Sendable {
    var path: PayloadPath
    /// Nil where the bytes were found on the filesystem and nobody needed to know them.
    var content: SecretBytes?
    /// In bytes.
    var size: Int
    var mode: UInt16
    var uid: UInt32
    var gid: UInt32

    /// Whether one inode can serve for both. A file of unknown content is like no other.
    func isSameFile(as other: LiveFile) -> Bool {
        guard mode == other.mode, uid == other.uid, gid == other.gid, size == other.size else { return false }
        guard let content, let theirs = other.content else { return false }
        return content == theirs
    }
}
