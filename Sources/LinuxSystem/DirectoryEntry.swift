/// One name of a directory and what stands there.
package struct DirectoryEntry: Hashable, Sendable {
    package var name: String
    package var kind: FileKind
    /// The inode, by which two listings of one directory can be told apart.
    package var inode: UInt64

    package init(name: String, kind: FileKind, inode: UInt64) {
        self.name = name
        self.kind = kind
        self.inode = inode
    }
}
