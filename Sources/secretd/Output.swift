import Glibc

/// Whole lines to standard output and standard error, each with one `write` so that lines of several threads do not mix.
enum Output {
    /// - Returns: False where nobody reads standard output any more.
    @discardableResult
    static func line(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

    /// Text as it is, whether or not it ends a line.
    @discardableResult
    static func text(_ text: String) -> Bool { write(text, to: STDOUT_FILENO, endsLine: false) }

    static func error(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32, endsLine: Bool = true) -> Bool {
        var bytes = !endsLine || text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"
        return bytes.withUTF8 { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 {
                    guard errno == EINTR else { return errno != EPIPE }
                    continue
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
            return true
        }
    }
}
