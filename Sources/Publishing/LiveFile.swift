package import KubeObjects
package import Projection

/// One file of a generation as it stands on the filesystem.
package struct LiveFile: Equatable, Sendable {
    package var path: PayloadPath
    /// Nil where the bytes were found on the filesystem and nobody needed to know them.
    package var content: SecretBytes?
    /// In bytes.
    package var size: Int
    package var mode: UInt16
    package var uid: UInt32
    package var gid: UInt32

    package init(path: PayloadPath, content: SecretBytes?, size: Int, mode: UInt16, uid: UInt32, gid: UInt32) {
        self.path = path
        self.content = content
        self.size = size
        self.mode = mode
        self.uid = uid
        self.gid = gid
    }

    /// Whether both hold the same bytes. A file of unknown content is like no other.
    package func hasSameBytes(as other: LiveFile) -> Bool {
        guard size == other.size, let content, let theirs = other.content else { return false }
        return content == theirs
    }

    /// Whether mode and owner are the same: with the same bytes, one inode can serve for both.
    package func hasSameMetadata(as other: LiveFile) -> Bool {
        mode == other.mode && uid == other.uid && gid == other.gid
    }
}
