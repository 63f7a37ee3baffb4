import Glibc

/// Whose the files of a volume are where the payload does not say.
package struct FileOwner: Equatable, Sendable {
    package var uid: UInt32
    /// The process's own group.
    package var processGid: UInt32
    /// The Pod's fsGroup.
    package var group: UInt32?

    /// The group that directories and files get.
    package var gid: UInt32 { group ?? processGid }

    /// This process, and the target's group.
    package init(group: UInt32?) {
        uid = geteuid()
        processGid = getegid()
        self.group = group
    }
}
