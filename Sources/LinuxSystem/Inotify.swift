import Glibc
import SystemPackage

/// A queue of filesystem events, for one thread. A network filesystem reports to it only what this machine does.
///
/// Source: man 7 inotify.
package final class Inotify {
    /// Bytes: some 2,000 events with short names. One read takes as many whole events as fit.
    private static let bufferSize = 64 << 10

    private let descriptor: OwnedFD
    private let buffer: UnsafeMutableRawBufferPointer

    /// - Throws: `inotify_init1`, with EMFILE when the user's `fs.inotify.max_user_instances` is used up.
    package init() throws(SystemError) {
        let fd = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard fd >= 0 else { throw .last("inotify_init1", "") }
        descriptor = OwnedFD(owning: fd)
        buffer = .allocate(byteCount: Self.bufferSize, alignment: MemoryLayout<inotify_event>.alignment)
    }

    deinit { buffer.deallocate() }

    /// What to wait on; readable while events are queued. Borrowed: never close it.
    package var rawValue: Int32 { descriptor.rawValue }

    /// Watches the inode at `path`. One that is watched already keeps its watch, and its mask is replaced or, with
    /// `add`, completed.
    ///
    /// - Throws: `inotify_add_watch`, with ENOSPC when the user's `fs.inotify.max_user_watches` is used up.
    package func watch(_ path: String, for mask: InotifyMask) throws(SystemError) -> InotifyWatch {
        let watch = inotify_add_watch(descriptor.rawValue, path, mask.rawValue)
        guard watch >= 0 else { throw .last("inotify_add_watch", path) }
        return InotifyWatch(rawValue: watch)
    }

    /// Ends a watch. Events of it may still be queued, the last of them `ignored`. A watch that is gone is no error.
    package func remove(_ watch: InotifyWatch) {
        _ = inotify_rm_watch(descriptor.rawValue, watch.rawValue)
    }

    /// Takes what is queued, in order, as far as it fits into the buffer; none when nothing is queued. Never blocks.
    ///
    /// A name that is not UTF-8 comes with U+FFFD in place of what is wrong in it.
    /// - Throws: `read`.
    package func read() throws(SystemError) -> [InotifyEvent] {
        while true {
            let count = Glibc.read(descriptor.rawValue, buffer.baseAddress, buffer.count)
            if count >= 0 { return Self.events(in: UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            let error = SystemError.last("read", "inotify")
            if error.errno == .wouldBlock || error.errno == .resourceTemporarilyUnavailable { return [] }
            guard error.errno == .interrupted else { throw error }
        }
    }

    /// Splits what one read returned: a fixed head each, then a name padded with NULs.
    static func events(in bytes: UnsafeRawBufferPointer) -> [InotifyEvent] {
        let headSize = MemoryLayout<inotify_event>.size
        var events: [InotifyEvent] = []
        var rest = bytes[...]
        while rest.count >= headSize {
            let head = UnsafeRawBufferPointer(rebasing: rest).loadUnaligned(as: InotifyEventHead.self)
            let name = rest.dropFirst(headSize).prefix(Int(head.length))
            events.append(
                InotifyEvent(
                    watch: InotifyWatch(rawValue: head.watch),
                    mask: InotifyMask(rawValue: head.mask),
                    cookie: head.cookie,
                    name: String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
                )
            )
            rest = rest.dropFirst(headSize + Int(head.length))
        }
        return events
    }
}

/// `struct inotify_event` without its flexible member.
private struct InotifyEventHead: BitwiseCopyable {
    var watch: Int32
    var mask: UInt32
    var cookie: UInt32
    var length: UInt32
}
