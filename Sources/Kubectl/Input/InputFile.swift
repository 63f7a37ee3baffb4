import Glibc
package import KubeObjects

/// A file that a command was told to read, once.
package enum InputFile {
    /// Reads the file at `path`, or standard input for `-`. A FIFO that lies in the file system is refused instead of
    /// waited for; one that the shell made for `<(command)` is read to its end.
    ///
    /// - Parameter limit: Of a larger file, `limit` + 1 bytes are read, so that the caller sees that it is too large.
    /// - Throws: `InputFailure` that names the file.
    package static func read(_ path: String, limit: Int) throws(InputFailure) -> SecretBytes {
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        let kind = status.st_mode & S_IFMT
        // What the shell or the person has connected on purpose: a pipe, a terminal, /dev/null.
        let isGiven =
            kind == S_IFCHR || path == "-"
            || ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"].contains { path.hasPrefix($0) }
        guard kind != S_IFDIR else { throw InputFailure(path: path, reason: "is a directory", code: EISDIR) }
        guard kind == S_IFREG || isGiven else {
            throw InputFailure(path: path, reason: "is not a regular file", code: EINVAL)
        }
        if kind != S_IFREG { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK) }

        let capacity = kind == S_IFREG ? min(Int(status.st_size), limit) + 1 : limit + 1
        var code: Int32 = 0
        let bytes = SecretBytes(capacity: capacity) { buffer in
            var filled = 0
            while filled < buffer.count {
                let count = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
                if count < 0, errno == EINTR { continue }
                if count < 0 { code = errno }
                guard count > 0 else { break }
                filled += count
            }
            return filled
        }
        guard code == 0 else { throw InputFailure(path: path, code: code) }
        return bytes
    }

    /// What `errno` says of `path`.
    package static func failure(_ path: String) -> InputFailure { InputFailure(path: path, code: errno) }
}
