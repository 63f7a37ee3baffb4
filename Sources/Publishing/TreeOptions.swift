package import LinuxSystem

/// Where and how a tree of volumes is set up.
package struct TreeOptions: Sendable {
    /// The tree's root. Made where it is missing, parents too.
    package var path: String
    /// The most that all volumes together may take, in bytes; nil for the kernel's default, half of the memory.
    package var size: Int?
    /// The most that one volume may take, in bytes, its files rounded up to pages.
    package var volumeLimit: Int
    /// Whether plaintext may be written to a disk where no tmpfs can be mounted.
    package var allowDisk: Bool
    /// The permission bits of the tree's root.
    package var rootMode: UInt16
    /// The owner of the tree's root; nil for the process's own user and group.
    package var rootOwner: (uid: UInt32, gid: UInt32)?
    package var interface: MountInterface

    package init(
        path: String,
        size: Int? = nil,
        volumeLimit: Int = 128 << 20,
        allowDisk: Bool = false,
        rootMode: UInt16 = 0o755,
        rootOwner: (uid: UInt32, gid: UInt32)? = nil,
        interface: MountInterface = .automatic
    ) {
        self.path = path
        self.size = size
        self.volumeLimit = volumeLimit
        self.allowDisk = allowDisk
        self.rootMode = rootMode
        self.rootOwner = rootOwner
        self.interface = interface
    }
}
