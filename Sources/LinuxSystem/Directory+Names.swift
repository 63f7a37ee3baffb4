import CLinux
import Glibc
import SystemPackage

extension Directory {
    /// Makes the directory `path`: `EEXIST` when something is there.
    ///
    /// - Parameter mode: Permission bits, exactly these when the process's umask is 0. Below a set-group-id directory
    ///   the new one is set-group-id too and has its group.
    package func makeDirectory(_ path: String, mode: UInt16) throws(SystemError) {
        guard mkdirat(rawValue, path, mode_t(mode)) == 0 else { throw .last("mkdirat", path) }
    }

    /// Gives the file at `path` a second name, `newPath` in `target`. Does not follow a link at `path`.
    package func link(
        _ path: String,
        to target: borrowing Directory,
        as newPath: String
    ) throws(SystemError) {
        guard linkat(rawValue, path, target.rawValue, newPath, 0) == 0 else { throw .last("linkat", newPath) }
    }

    /// Makes the symbolic link `name`, pointing to `destination`.
    package func makeLink(_ name: String, to destination: String) throws(SystemError) {
        guard symlinkat(destination, rawValue, name) == 0 else { throw .last("symlinkat", name) }
    }

    /// Where the symbolic link `name` points to; `EINVAL` when it is none.
    package func destination(ofLink name: String) throws(SystemError) -> String {
        let capacity = Int(PATH_MAX)
        let text: String? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let count = readlinkat(rawValue, name, base, capacity)
            guard count >= 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(start: base, count: count), as: UTF8.self)
        }
        guard let text else { throw .last("readlinkat", name) }
        return text
    }

    /// Renames within this directory, over whatever is at `newName`; atomic for every observer.
    package func rename(_ name: String, to newName: String) throws(SystemError) {
        guard renameat(rawValue, name, rawValue, newName) == 0 else { throw .last("renameat", newName) }
    }

    /// Removes the file or link at `path`; `EISDIR` for a directory.
    package func unlink(_ path: String) throws(SystemError) {
        guard unlinkat(rawValue, path, 0) == 0 else { throw .last("unlinkat", path) }
    }

    /// Removes the empty directory at `path`.
    package func removeDirectory(_ path: String) throws(SystemError) {
        guard unlinkat(rawValue, path, AT_REMOVEDIR) == 0 else { throw .last("rmdir", path) }
    }

    /// Removes the directory `name` and the directories below it, the deepest first; `ENOTEMPTY` where anything else is
    /// in one of them, with those gone that were removed before.
    package func removeEmptyTree(_ name: String) throws(SystemError) {
        do throws(SystemError) {
            try removeDirectory(name)
        } catch let error where error.errno == .directoryNotEmpty {
            let child = try open(name)
            let entries = try child.entries()
            guard entries.allSatisfy({ $0.kind == .directory }) else { throw error }
            for entry in entries { try child.removeEmptyTree(entry.name) }
            try removeDirectory(name)
        }
    }
}
