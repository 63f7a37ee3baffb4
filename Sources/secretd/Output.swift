import Glibc
import KubeObjects
import Synchronization

/// Whole lines to standard output and standard error, each with one `write` so that lines of several threads do not mix.
enum Output {
    /// - Returns: False where nobody reads standard output any more.
    @discardableResult
    static func line(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

    /// Text as it is, whether or not it ends a line.
    @discardableResult
    static func text(_ text: String) -> Bool { write(text, to: STDOUT_FILENO, endsLine: false) }

    /// A line of bytes of which no other copy shall be made.
    static func bytes(_ bytes: SecretBytes) {
        _ = bytes.withBytes { write($0, to: STDOUT_FILENO) }
        text("\n")
    }

    static func error(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    /// The `errno` of what could not be written to standard output; 0 where all was, or nobody wanted it.
    static let failure = Atomic<Int32>(0)

    private static func write(_ text: String, to descriptor: Int32, endsLine: Bool = true) -> Bool {
        var bytes = !endsLine || text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
        return bytes.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 {
                switch errno {
                case EINTR: continue
                case EAGAIN:
                    // Somebody has made it non-blocking, and is slow.
                    var wish = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&wish, 1, -1)
                    continue
                case EPIPE: return false
                case let code:
                    if descriptor == STDOUT_FILENO { failure.store(code, ordering: .relaxed) }
                    return true
                }
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
        return true
    }
}
