import Glibc

/// Why a file that was named on the command line cannot be read.
package struct InputFailure: Error, Equatable, CustomStringConvertible {
    package var path: String
    /// `No such file or directory`.
    package var reason: String
    /// An `errno`.
    package var code: Int32

    /// - Parameter reason: The system's words for `code` if not given.
    init(path: String, reason: String? = nil, code: Int32) {
        self.path = path
        self.reason = reason ?? String(cString: strerror(code))
        self.code = code
    }

    package var description: String { "\(path): \(reason)" }
}
