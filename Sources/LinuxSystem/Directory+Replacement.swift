import Glibc
import SystemPackage

extension Directory {
    /// Puts `bytes` at `name`, whole or not at all, also when the machine stops in between: a new file beside it, synced,
    /// renamed over whatever file or link was there, and the directory synced.
    ///
    /// For one writer at a time; what a killed one left beside `name` goes first.
    /// - Parameter mode: Permission bits, exactly these whatever the umask is.
    /// - Throws: On an error `name` is what it was, unless only the last sync failed.
    package func replace(_ name: String, with bytes: UnsafeRawBufferPointer, mode: UInt16) throws(SystemError) {
        let new = ".\(name).new"
        try unlinkIfThere(new)
        do throws(SystemError) {
            let file = try create(new, mode: mode)
            guard fchmod(file.rawValue, mode_t(mode)) == 0 else { throw .last("fchmod", new) }
            try file.write(bytes, subject: new)
            guard fsync(file.rawValue) == 0 else { throw .last("fsync", new) }
            try rename(new, to: name)
        } catch {
            try? unlinkIfThere(new)
            throw error
        }
        try sync()
    }

    /// The bytes of the file `name`; nil when nothing is there.
    ///
    /// - Parameter limit: The most bytes that are taken.
    /// - Throws: `EFBIG` above the limit, `ELOOP` for a link, `EINVAL` for what is no file.
    package func contents(of name: String, limit: Int) throws(SystemError) -> [UInt8]? {
        guard let file = try openIfThere(name) else { return nil }
        let status = try file.status(subject: name)
        guard status.kind == .file else { throw SystemError("read", name, .invalidArgument) }
        guard status.size <= limit else { throw SystemError("read", name, .fileTooLarge) }
        var failure: SystemError?
        // One byte more than there should be shows a file that grows.
        let bytes = [UInt8](unsafeUninitializedCapacity: status.size + 1) { buffer, count in
            do throws(SystemError) {
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer), subject: name)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        guard bytes.count <= limit else { throw SystemError("read", name, .fileTooLarge) }
        return bytes
    }

    private func openIfThere(_ name: String) throws(SystemError) -> OwnedFD? {
        do throws(SystemError) {
            return try openForReading(name)
        } catch let error where error.errno == .noSuchFileOrDirectory {
            return nil
        }
    }

    /// Removes the file or link `name`. Nothing there is no error.
    package func unlinkIfThere(_ name: String) throws(SystemError) {
        do throws(SystemError) {
            try unlink(name)
        } catch let error where error.errno == .noSuchFileOrDirectory {
            return
        }
    }

    /// Opens the directory `name`, and makes it first when nothing is there.
    ///
    /// - Parameter mode: For a new one, exactly these bits whatever the umask is.
    package func openOrMake(_ name: String, mode: UInt16) throws(SystemError) -> Directory {
        do throws(SystemError) {
            try makeDirectory(name, mode: mode)
        } catch let error where error.errno == .fileExists {
            return try open(name)
        }
        let made = try open(name)
        try made.changeMode(mode, subject: name)
        try sync()
        return made
    }

    /// Waits until the directory's names are on the disk.
    package func sync() throws(SystemError) {
        guard fsync(rawValue) == 0 else { throw .last("fsync", ".") }
    }
}

extension OwnedFD {
    /// Waits until the file's bytes are on the disk. Source: man 2 fsync.
    package func synchronize(subject: String) throws(SystemError) {
        guard fsync(rawValue) == 0 else { throw .last("fsync", subject) }
    }
}
