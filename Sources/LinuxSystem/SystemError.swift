import Glibc
package import SystemPackage

/// A system call that failed: which one, on what, and why.
///
/// `subject` is a path or a name as far as the caller knows it; it is for people and never holds file contents.
package struct SystemError: Error, Hashable, Sendable {
    /// The call's name as `man 2` has it, for example `openat`.
    package var call: String
    /// The path, or the name relative to the directory descriptor that was used; empty where there is none.
    package var subject: String
    package var errno: Errno

    package init(_ call: String, _ subject: String, _ errno: Errno) {
        self.call = call
        self.subject = subject
        self.errno = errno
    }

    /// The error that the C library has just reported in `errno`. Call it before anything else can change `errno`.
    package static func last(_ call: String, _ subject: String) -> SystemError {
        SystemError(call, subject, Errno(rawValue: Glibc.errno))
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String {
        subject.isEmpty ? "\(call): \(errno)" : "\(call) \(subject): \(errno)"
    }
}
