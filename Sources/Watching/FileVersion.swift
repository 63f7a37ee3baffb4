/// What tells one version of a file from another. Of the bytes it knows a digest, in memory alone.
package struct FileVersion: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// SHA-256 of the bytes: a file that was written anew with the same bytes is the same.
        case digest([UInt8])
        /// The bytes may not be read: another inode is another version.
        case unreadable(inode: UInt64)
        /// A symbolic link; where it leads.
        case link(String)
    }

    package var content: Content
    /// In bytes.
    package var size: Int
    package var mode: UInt16
    package var uid: UInt32
    package var gid: UInt32

    package init(content: Content, size: Int, mode: UInt16, uid: UInt32, gid: UInt32) {
        self.content = content
        self.size = size
        self.mode = mode
        self.uid = uid
        self.gid = gid
    }
}
