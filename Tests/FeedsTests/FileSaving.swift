import Glibc
import TestSupport

/// A file that is open for writing, written piece by piece.
final class OpenFile {
    private let fd: Int32
    private var isOpen = true

    init(_ path: String, _ flags: Int32 = O_WRONLY | O_CREAT | O_TRUNC) throws {
        fd = open(path, flags | O_CLOEXEC, 0o644)
        guard fd >= 0 else { throw TestEnvironmentError.open(path, errno) }
    }

    deinit { close() }

    func write(_ text: String) {
        let text = Array(text.utf8)
        _ = Glibc.write(fd, text, text.count)
    }

    /// Gives an unnamed file a name. Source: man 2 open, O_TMPFILE.
    func link(to path: String) {
        linkat(AT_FDCWD, "/proc/self/fd/\(fd)", AT_FDCWD, path, AT_SYMLINK_FOLLOW)
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        Glibc.close(fd)
    }
}
