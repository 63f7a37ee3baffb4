/// What a watch reports, or is told to report. Source: man 7 inotify, linux/inotify.h.
package struct InotifyMask: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let modify = InotifyMask(rawValue: 0x2)
    package static let attributes = InotifyMask(rawValue: 0x4)
    package static let closeWrite = InotifyMask(rawValue: 0x8)
    package static let movedFrom = InotifyMask(rawValue: 0x40)
    package static let movedTo = InotifyMask(rawValue: 0x80)
    package static let create = InotifyMask(rawValue: 0x100)
    package static let delete = InotifyMask(rawValue: 0x200)
    package static let deleteSelf = InotifyMask(rawValue: 0x400)
    package static let moveSelf = InotifyMask(rawValue: 0x800)

    /// Reported only: the filesystem was unmounted.
    package static let unmounted = InotifyMask(rawValue: 0x2000)
    /// Reported only, without a watch: events were lost. What is known must be read anew.
    package static let overflow = InotifyMask(rawValue: 0x4000)
    /// Reported only, as the last of its watch: the watch is gone.
    package static let ignored = InotifyMask(rawValue: 0x8000)
    /// Reported only: the entry is a directory.
    package static let isDirectory = InotifyMask(rawValue: 0x4000_0000)

    /// Told only: fail with ENOTDIR for anything but a directory.
    package static let onlyDirectory = InotifyMask(rawValue: 0x0100_0000)
    /// Told only: do not follow a symlink at the path's end.
    package static let noFollow = InotifyMask(rawValue: 0x0200_0000)
    /// Told only: add to what an existing watch of the same inode reports, instead of replacing it.
    package static let add = InotifyMask(rawValue: 0x2000_0000)
}

/// One watch of an `Inotify`: an inode, however it is reached.
package struct InotifyWatch: Hashable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

/// One thing that happened.
package struct InotifyEvent: Hashable, Sendable {
    package var watch: InotifyWatch
    package var mask: InotifyMask
    /// The same in the `movedFrom` and the `movedTo` of one rename; otherwise 0.
    package var cookie: UInt32
    /// The entry of a watched directory; empty where the event is about the watched inode itself.
    package var name: String

    package init(watch: InotifyWatch, mask: InotifyMask, cookie: UInt32 = 0, name: String = "") {
        self.watch = watch
        self.mask = mask
        self.cookie = cookie
        self.name = name
    }
}
