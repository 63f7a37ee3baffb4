import Glibc

/// The directory that a path's manifests are from, so that another one under the same name is not taken for it.
struct ManifestHome: Hashable, Sendable {
    enum Change: Hashable, Sendable {
        case none
        /// The path leads to a directory of another name: somebody chose it.
        case elsewhere
        /// The directory was made anew, or another one was renamed into its place: it may still be filled.
        case replaced
        /// Another filesystem is at the same place: one was unmounted, or mounted over it.
        case otherFilesystem
    }

    /// Absolute, and without symlinks.
    var directory: String
    var device: dev_t
    var inode: ino_t
    /// Its watch has reported its end. Numbers of inodes and devices are used again, so they alone prove nothing.
    var isReplaced = false
    /// Its filesystem was unmounted.
    var isUnmounted = false

    init(_ directory: String, _ status: stat) {
        self.directory = directory
        device = status.st_dev
        inode = status.st_ino
    }

    func change(to new: ManifestHome) -> Change {
        guard directory == new.directory else { return .elsewhere }
        if isUnmounted || device != new.device { return .otherFilesystem }
        return isReplaced || inode != new.inode ? .replaced : .none
    }
}
