import Glibc

extension Opener {
    /// Looks up in `/proc` who has sent a request. The thread waits for the answer, so its id is still its own.
    ///
    /// Takes microseconds and never waits. What cannot be read, because the process is gone or the daemon may not look,
    /// is nil, and 0 for `pid`.
    ///
    /// - Parameters:
    ///   - tid: The thread that FUSE names; 0 for one of a pid namespace that this one cannot see.
    ///   - facts: Only these are read. Without `.threadGroup`, `pid` is the thread's id.
    ///   - procRoot: Another `/proc`, for tests.
    package static func reading(
        thread tid: Int32,
        uid: UInt32,
        gid: UInt32,
        facts: Facts,
        from procRoot: String = "/proc"
    ) -> Opener {
        var opener = Opener(pid: max(tid, 0), uid: uid, gid: gid)
        guard tid > 0 else { return opener }
        let process = "\(procRoot)/\(tid)/"
        if facts.contains(.threadGroup) {
            // The group is in the fourth line, within the first 512 bytes under any name. Source: man 5 proc_pid_status.
            opener.pid = withFile(process + "status", capacity: 512, threadGroup) ?? 0
        }
        if facts.contains(.executable) { opener.executable = destination(ofLink: process + "exe") }
        if facts.contains(.cgroup) {
            // A dozen hierarchies of control groups v1 with deep paths; one page is common.
            let path = withFile(process + "cgroup", capacity: 16 << 10, CgroupPath.init(table:))
            opener.cgroup = path?.text
            opener.unit = path?.unit
            opener.container = path?.container
        }
        return opener
    }

    /// From the line `Tgid:`. The kernel escapes line breaks in the name above it.
    static func threadGroup(in status: UnsafeRawBufferPointer) -> Int32? {
        let label = Array("Tgid:\t".utf8)
        for line in status.split(separator: UInt8(ascii: "\n")) where line.starts(with: label) {
            return Int32(String(decoding: line.dropFirst(label.count), as: UTF8.self))
        }
        return nil
    }

    /// Gives the first `capacity` bytes of a file of `/proc` to `parse`.
    private static func withFile<Value>(
        _ path: String,
        capacity: Int,
        _ parse: (UnsafeRawBufferPointer) -> Value?
    ) -> Value? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 8) { buffer in
            var filled = 0
            while filled < buffer.count {
                let count = read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
                // A thread that ends meanwhile is ESRCH.
                guard count >= 0 else { return nil }
                if count == 0 { break }
                filled += count
            }
            return parse(UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
        }
    }

    /// Where a link of `/proc` points to. A program whose file was replaced by an update while it runs is still that
    /// program, so the mark that the kernel adds is left out. Source: man 5 proc_pid_exe.
    private static func destination(ofLink path: String) -> String? {
        let capacity = Int(PATH_MAX)
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 1) { buffer -> String? in
            guard let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return nil }
            let count = readlink(path, base, capacity)
            guard count > 0, count < capacity else { return nil }
            return DeletedMark.removed(from: String(decoding: buffer[..<count], as: UTF8.self))
        }
    }
}
