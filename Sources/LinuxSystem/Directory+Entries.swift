import Glibc
import SystemPackage

extension Directory {
    /// All names but `.` and `..`, in no particular order. Bytes that are no UTF-8 come out as U+FFFD: such a name is
    /// nobody's that secretd made.
    package func entries() throws(SystemError) -> [DirectoryEntry] {
        var found: [DirectoryEntry] = []
        try forEachEntry { (name, kind) throws(SystemError) in
            let text = String(cString: name)
            let kind = if let kind { kind } else { try status(of: text).kind }
            found.append(DirectoryEntry(name: text, kind: kind))
        }
        return found
    }

    /// Whether the directory has no name but `.` and `..`.
    package func isEmpty() throws(SystemError) -> Bool {
        var empty = true
        try forEachEntry { _, _ in empty = false }
        return empty
    }

    /// Removes everything below the directory, and not the directory itself; no link is followed, and whatever is a
    /// filesystem of its own stays and is the error, `EBUSY`. Goes on after an error and throws the first one.
    package func removeContents() throws(SystemError) {
        try removeContents(on: try status().device)
    }

    /// Removes `name` and all below it under the rules of `removeContents`. Nothing there is no error.
    package func removeTree(_ name: String) throws(SystemError) {
        if let failure = remove(name, try status().device) { throw failure }
    }

    private func removeContents(on device: UInt64) throws(SystemError) {
        var failure: SystemError?
        // The whole list first: what a directory shows after some of it was removed while it is read is undefined.
        var names: [ContiguousArray<CChar>] = []
        try forEachEntry { name, _ in
            names.append(ContiguousArray(UnsafeBufferPointer(start: name, count: strlen(name) + 1)))
        }
        for name in names {
            let failed = name.withUnsafeBufferPointer { name in
                name.baseAddress.flatMap { remove($0, device) }
            }
            failure = failure ?? failed
        }
        if let failure { throw failure }
    }

    /// By the name's own bytes, so that a name that is no UTF-8 is removed too.
    private func remove(_ name: UnsafePointer<CChar>, _ device: UInt64) -> SystemError? {
        if unlinkat(rawValue, name, 0) == 0 || Glibc.errno == ENOENT { return nil }
        // EPERM is what POSIX has for a directory.
        guard Glibc.errno == EISDIR || Glibc.errno == EPERM else { return .last("unlinkat", String(cString: name)) }
        let opened = openat(rawValue, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else {
            return Glibc.errno == ENOENT ? nil : .last("openat", String(cString: name))
        }
        let directory = Directory(owning: OwnedFD(owning: opened))
        do throws(SystemError) {
            guard try directory.status().device == device else {
                return SystemError("rmdir", String(cString: name), .resourceBusy)
            }
            try directory.removeContents(on: device)
        } catch {
            return error
        }
        if unlinkat(rawValue, name, AT_REMOVEDIR) == 0 || Glibc.errno == ENOENT { return nil }
        return .last("rmdir", String(cString: name))
    }

    private func forEachEntry(
        _ body: (UnsafePointer<CChar>, FileKind?) throws(SystemError) -> Void
    ) throws(SystemError) {
        // A listing moves the descriptor's position, so it gets a descriptor of its own; closedir closes that.
        let own = openat(rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0 else { throw .last("openat", ".") }
        guard let stream = fdopendir(own) else {
            let failure = SystemError.last("fdopendir", ".")
            _ = Glibc.close(own)
            throw failure
        }
        defer { closedir(stream) }
        while true {
            Glibc.errno = 0
            guard let entry = readdir(stream) else {
                if Glibc.errno != 0 { throw .last("readdir", ".") }
                return
            }
            let name = UnsafeRawPointer(entry).advanced(by: Self.nameOffset).assumingMemoryBound(to: CChar.self)
            if strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { continue }
            try body(name, FileKind(entryType: entry.pointee.d_type))
        }
    }

    /// Swift sees `d_name` as a tuple; reading the whole struct would read past the end of a short record.
    private static let nameOffset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 19
}
