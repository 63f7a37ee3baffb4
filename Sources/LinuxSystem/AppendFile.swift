import Glibc

/// A log file: everything goes to its end, wherever that is by then.
package struct AppendFile: ~Copyable, Sendable {
    private let descriptor: OwnedFD
    private let path: String

    /// Opens `path`, or makes it with mode 0600. A symbolic link in the last component is refused with `ELOOP`.
    ///
    /// Neither the call nor any write waits for the other end of a pipe.
    package init(opening path: String) throws(SystemError) {
        self.path = path
        descriptor = try OwnedFD.opening(
            path,
            in: AT_FDCWD,
            O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY,
            mode: 0o600
        )
    }

    /// Writes all of `bytes` with one call, if the file takes them.
    ///
    /// - Returns: How many bytes the file has got, and why not all.
    package func append(_ bytes: [UInt8]) -> (count: Int, failure: SystemError?) {
        var done = 0
        let failure = bytes.withUnsafeBytes { bytes -> SystemError? in
            while done < bytes.count {
                let count = write(descriptor.rawValue, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count > 0 { done += count }
                if count < 0, Glibc.errno != EINTR { return .last("write", path) }
            }
            return nil
        }
        return (done, failure)
    }

    /// Takes back the last `count` bytes. Nobody else may write to the file.
    package func removeLast(_ count: Int) throws(SystemError) {
        let size = off_t(try descriptor.status(subject: path).size)
        guard ftruncate(descriptor.rawValue, size - off_t(count)) == 0 else { throw .last("ftruncate", path) }
    }
}
