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
}
