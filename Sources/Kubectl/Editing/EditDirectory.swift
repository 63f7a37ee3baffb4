import Glibc
import LinuxSystem

/// A directory of this process's own for files that hold secrets: in memory where there is a filesystem in memory, and
/// for this user alone.
package final class EditDirectory: Sendable {
    package let path: String

    /// - Parameters:
    ///   - bases: Where it may be made, best first; one that is not in memory is passed over.
    ///   - last: Where it is made otherwise.
    /// - Throws: Where it cannot be made anywhere.
    package init(in bases: [String], otherwise last: String = "/tmp") throws(KubectlError) {
        let memory = bases.filter { base in
            guard !base.isEmpty, let directory = try? Directory(opening: base) else { return false }
            return (try? directory.filesystem())?.isMemory == true
        }
        for base in memory + [last] {
            var template = Array("\(base)/secretd-edit-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { continue }
            path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
            return
        }
        throw KubectlError("unable to make a directory in \(last): \(String(cString: strerror(errno)))")
    }

    /// Puts a file into the directory, readable for this user alone; one that is there under the name stays until the new
    /// one is whole, and is wiped then.
    ///
    /// - Returns: Its path.
    package func write(_ text: String, as name: String) throws(KubectlError) -> String {
        let next = ".\(name).next"
        var text = text
        do throws(SystemError) {
            let directory = try Directory(opening: path)
            let result = text.withUTF8 { bytes in
                Result { () throws(SystemError) in
                    try directory.write(UnsafeRawBufferPointer(bytes), to: next, mode: 0o600)
                }
            }
            try result.get()
            Self.wipeFile("\(path)/\(name)")
            try directory.rename(next, to: name)
        } catch {
            Self.wipeFile("\(path)/\(next)")
            throw KubectlError("unable to write \(path)/\(name): \(error)")
        }
        return "\(path)/\(name)"
    }

    /// Overwrites all files and removes them, whatever an editor has left beside the file too, and the directory.
    ///
    /// - Parameter kept: A file that stays, and the directory for its sake.
    package func wipe(keeping kept: String? = nil) {
        Self.wipe(path, keeping: kept)
        // An editor may have put another file in its place, with another mode.
        if let kept { fchmodat(AT_FDCWD, "\(path)/\(kept)", 0o600, AT_SYMLINK_NOFOLLOW) }
        if kept == nil { rmdir(path) }
    }

    private static func wipe(_ path: String, keeping kept: String?) {
        guard let entries = try? Directory(opening: path).entries() else { return }
        for entry in entries where entry.name != kept {
            let inner = "\(path)/\(entry.name)"
            if entry.kind == .directory {
                wipe(inner, keeping: nil)
                rmdir(inner)
            } else {
                wipeFile(inner)
            }
        }
    }

    private static func wipeFile(_ path: String) {
        defer { unlink(path) }
        let descriptor = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        let zeros = [UInt8](repeating: 0, count: 65_536)
        var rest = Int(status.st_size)
        while rest > 0 {
            let written = Glibc.write(descriptor, zeros, min(rest, zeros.count))
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest -= written
        }
        // Where the file is on a disk, before its blocks are given back.
        fdatasync(descriptor)
    }
}
