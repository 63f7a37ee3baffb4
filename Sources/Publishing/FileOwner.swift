import Glibc

/// Whose the files of a volume are where the payload does not say.
struct FileOwner: Equatable, Sendable {
    var uid: UInt32
    /// The process's own group.
    var processGid: UInt32
    /// The Pod's fsGroup.
    var group: UInt32?

    /// The group that directories and files get.
    var gid: UInt32 { group ?? processGid }

    /// This process, and the target's group.
    init(group: UInt32?) {
        uid = geteuid()
        processGid = getegid()
        self.group = group
    }
}
