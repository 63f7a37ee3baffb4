import Glibc
package import KubeObjects

/// A file that a command was told to read, once.
package enum InputFile {
    /// What to do with a FIFO that lies in the file system, which keeps whoever opens it waiting for a writer.
    package enum FIFO: Sendable {
        case refused, read
    }

    /// Reads the file at `path`, or standard input for `-`. What the shell made for `<(command)` is read to its end.
    ///
    /// - Parameter limit: Of a larger file, `limit` + 1 bytes are read, so that the caller sees that it is too large.
    /// - Throws: `InputFailure` that names the file.
    package static func read(_ path: String, limit: Int, fifo: FIFO = .refused) throws(InputFailure) -> SecretBytes {
        let flags = O_RDONLY | O_CLOEXEC | (fifo == .read ? 0 : O_NONBLOCK)
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, flags)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        let kind = status.st_mode & S_IFMT
        // What the shell or the person has connected on purpose: a pipe, a terminal, /dev/null.
        let isGiven =
            kind == S_IFCHR || path == "-" || (kind == S_IFIFO && fifo == .read)
            || ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"].contains { path.hasPrefix($0) }
        guard kind != S_IFDIR else {
            throw InputFailure(path: path, reason: "is a directory", code: EISDIR, step: .read)
        }
        guard kind == S_IFREG || isGiven else {
            throw InputFailure(path: path, reason: "is not a regular file", code: EINVAL)
        }
        if kind != S_IFREG { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK) }
        do {
            return try contents(of: descriptor, likelyCount: kind == S_IFREG ? Int(status.st_size) : 0, limit: limit)
        } catch {
            throw InputFailure(path: path, code: error.code, step: .read)
        }
    }

    /// What `errno` says of `path`.
    package static func failure(_ path: String) -> InputFailure { InputFailure(path: path, code: errno) }

    private struct ReadFailure: Error {
        var code: Int32
    }

    /// Reads to the end, in one part where `likelyCount` is right; files of `/proc` say 0 and have more.
    private static func contents(
        of descriptor: Int32,
        likelyCount: Int,
        limit: Int
    ) throws(ReadFailure) -> SecretBytes {
        var parts: [SecretBytes] = []
        var count = 0
        var capacity = min(max(likelyCount, 4096), limit) + 1
        while true {
            let part = try SecretBytes(capacity: capacity) { (buffer) throws(ReadFailure) in
                try fill(buffer, from: descriptor)
            }
            parts.append(part)
            count += part.count
            guard part.count == capacity, count <= limit else { break }
            capacity = min(count, limit + 1 - count)
        }
        if parts.count == 1 { return parts[0] }
        return SecretBytes(capacity: count) { target in
            var filled = 0
            for part in parts {
                part.withBytes { UnsafeMutableRawBufferPointer(rebasing: target[filled...]).copyMemory(from: $0) }
                filled += part.count
            }
            return filled
        }
    }

    /// - Returns: How much there was; less than there is room for only at the end.
    private static func fill(
        _ buffer: UnsafeMutableRawBufferPointer,
        from descriptor: Int32
    ) throws(ReadFailure) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw ReadFailure(code: errno) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}
