import Foundation
import Glibc

/// A directory of a test's own, gone with everything in it when the test ends.
package final class TemporaryDirectory: Sendable {
    /// The absolute path.
    package let path: String

    /// - Parameter base: Where to make it; `/dev/shm` is tmpfs, `/tmp` mostly is not.
    package init(in base: String = "/tmp") throws {
        var template = Array("\(base)/secretd-test.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw TestEnvironmentError.mkdtemp(errno) }
        path = String(cString: made)
    }

    deinit { removeTree(path) }

    /// The path of `name` in here.
    package func appending(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file with `write(2)` to its final name.
    package func write(_ text: String, to name: String) throws {
        try writeFile(text, to: appending(name))
    }
}

package enum TestEnvironmentError: Error {
    case mkdtemp(Int32)
    case open(String, Int32)
    case write(String, Int32)
}

/// Creates or truncates `path` and writes `text`.
package func writeFile(_ text: String, to path: String) throws {
    let fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard fd >= 0 else { throw TestEnvironmentError.open(path, errno) }
    defer { close(fd) }
    var text = text
    let complete = text.withUTF8 { bytes in
        var done = 0
        while done < bytes.count {
            let written = Glibc.write(fd, bytes.baseAddress?.advanced(by: done), bytes.count - done)
            guard written > 0 else { return false }
            done += written
        }
        return true
    }
    guard complete else { throw TestEnvironmentError.write(path, errno) }
}

/// Removes `path` and all below it, without following a link.
package func removeTree(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
}
