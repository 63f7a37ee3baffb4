import Glibc
import SystemPackage

extension Directory {
    /// Puts a file with these bytes at `name`, over whatever is there: an observer, and whoever looks after a power loss,
    /// sees the old file or the new one, whole.
    ///
    /// Written under another name, synchronised to the disk, renamed, and the directory synchronised. What an interrupted
    /// call leaves is `.<name>.new`, which the next call overwrites.
    ///
    /// - Parameter mode: Permission bits, exactly these.
    package func replace(_ name: String, with bytes: UnsafeRawBufferPointer, mode: UInt16) throws(SystemError) {
        let temporary = ".\(name).new"
        do throws(SystemError) {
            try unlink(temporary)
        } catch let error where error.errno == .noSuchFileOrDirectory {
            // The usual case.
        }
        let file = try create(temporary, mode: 0o600)
        try file.write(bytes, subject: name)
        guard fchmod(file.rawValue, mode_t(mode)) == 0 else { throw .last("fchmod", name) }
        try file.synchronize(subject: name)
        try rename(temporary, to: name)
        try synchronize()
    }

    /// Waits until what this directory's names are is on the disk. Source: man 2 fsync.
    package func synchronize() throws(SystemError) {
        guard fsync(rawValue) == 0 else { throw .last("fsync", ".") }
    }
}

extension OwnedFD {
    /// Waits until the file's bytes are on the disk.
    package func synchronize(subject: String) throws(SystemError) {
        guard fsync(rawValue) == 0 else { throw .last("fsync", subject) }
    }
}
