import CLinux
import Glibc

extension Directory {
    /// Creates the file `path` for writing. It must not exist: `EEXIST`, for a dangling link as well.
    ///
    /// - Parameter mode: Permission bits, exactly these when the process's umask is 0.
    package func create(_ path: String, mode: UInt16) throws(SystemError) -> OwnedFD {
        try OwnedFD.opening(
            path,
            in: rawValue,
            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
            mode: mode_t(mode)
        )
    }

    /// Creates the file `path`, writes `bytes` and closes it. On an error the file may be there in part.
    package func write(_ bytes: UnsafeRawBufferPointer, to path: String, mode: UInt16) throws(SystemError) {
        let file = try create(path, mode: mode)
        try file.write(bytes, subject: path)
    }

    /// Opens the file `name` for reading, without waiting if it is a pipe and without following a link (`ELOOP`).
    package func openForReading(_ name: String) throws(SystemError) -> OwnedFD {
        try OwnedFD.opening(name, in: rawValue, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    }
}

extension OwnedFD {
    /// Writes all of `bytes`.
    ///
    /// - Parameter subject: What errors call the file.
    package func write(_ bytes: UnsafeRawBufferPointer, subject: String) throws(SystemError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(rawValue, rest.baseAddress, rest.count)
            if written < 0 {
                guard Glibc.errno == EINTR else { throw .last("write", subject) }
                continue
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    /// Reads from the current position until the end of the file or until `buffer` is full.
    ///
    /// - Returns: The number of bytes read.
    package func read(into buffer: UnsafeMutableRawBufferPointer, subject: String) throws(SystemError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = Glibc.read(rawValue, room.baseAddress, room.count)
            if count < 0 {
                guard Glibc.errno == EINTR else { throw .last("read", subject) }
                continue
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    package func status(subject: String) throws(SystemError) -> FileStatus {
        var raw = stat()
        guard fstat(rawValue, &raw) == 0 else { throw .last("fstat", subject) }
        return FileStatus(raw)
    }

    /// Changes the owner and the group.
    package func changeOwner(uid: UInt32, gid: UInt32, subject: String) throws(SystemError) {
        guard fchown(rawValue, uid, gid) == 0 else { throw .last("fchown", subject) }
    }
}
