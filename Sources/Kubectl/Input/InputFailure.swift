import Glibc

/// Why a file that was named on the command line cannot be read.
package struct InputFailure: Error, Equatable, CustomStringConvertible {
    /// What was being done to the file.
    package enum Step: String, Sendable {
        case open, read
    }

    package var path: String
    /// `No such file or directory`.
    package var reason: String
    /// An `errno`.
    package var code: Int32
    package var step: Step

    /// - Parameter reason: The system's words for `code` if not given.
    init(path: String, reason: String? = nil, code: Int32, step: Step = .open) {
        self.path = path
        self.reason = reason ?? String(cString: strerror(code))
        self.code = code
        self.step = step
    }

    static func tooLarge(_ path: String) -> InputFailure {
        InputFailure(path: path, reason: "File too large", code: EFBIG, step: .read)
    }

    package var description: String { "\(path): \(reason)" }

    /// The reason in Go's words, `no such file or directory`, which kubectl shows. They are the system's, in small letters.
    package var goReason: String { reason.prefix(1).lowercased() + reason.dropFirst() }

    /// As Go prints it: `open x: permission denied`.
    package var goDescription: String { "\(step) \(path): \(goReason)" }
}
