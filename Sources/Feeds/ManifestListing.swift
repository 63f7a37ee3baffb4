import Glibc
import LinuxSystem
import SystemPackage

/// The manifest files of one directory, by name.
enum ManifestListing {
    struct Entry: Hashable, Sendable {
        var name: String
        var isSymlink: Bool
        /// Of the entry itself; nil where it could not be looked at.
        var signature: FileSignature?
    }

    struct Result: Hashable, Sendable {
        /// The directory that was listed.
        var home: ManifestHome
        /// Sorted by the bytes of their names.
        var entries: [Entry]
        /// How many manifests have names that are not UTF-8 and so cannot be told to anybody.
        var unreadableNames: Int
    }

    /// - Throws: `open` `fstat` or `fdopendir`, for example with EACCES or ENOENT.
    static func list(_ directory: String) throws(SystemError) -> Result {
        let number = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw .last("open", directory) }
        guard let stream = fdopendir(number) else {
            let error = SystemError.last("fdopendir", directory)
            close(number)
            throw error
        }
        defer { closedir(stream) }  // closes `number` as well
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .last("fstat", directory) }
        var result = Result(home: ManifestHome(directory, status), entries: [], unreadableNames: 0)
        while let entry = readdir(stream) {
            let bytes = nameBytes(of: entry)
            guard ManifestName.accepts(bytes) else { continue }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                result.unreadableNames += 1
                continue
            }
            var status = stat()
            let isThere = fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            result.entries.append(
                Entry(
                    name: name,
                    isSymlink: isThere && status.st_mode & S_IFMT == S_IFLNK,
                    signature: isThere ? FileSignature(status) : nil
                )
            )
        }
        result.entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return result
    }

    private static func nameBytes(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        // From the pointer, not from a copy of the struct: the name ends where the kernel's record ends.
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        let name = UnsafeRawPointer(entry).advanced(by: offset)
        return Array(UnsafeRawBufferPointer(start: name, count: strlen(name.assumingMemoryBound(to: CChar.self))))
    }
}
