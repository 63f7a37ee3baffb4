import Glibc

/// What standard output is.
enum Terminal {
    /// Whether it shows colours, and nobody has asked for none. Source: no-color.org.
    static var hasColours: Bool {
        isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
    }
}
