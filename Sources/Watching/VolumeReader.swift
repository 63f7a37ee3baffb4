import Crypto
import Glibc
import LinuxSystem
import SystemPackage

/// Reads all files of a volume, all of one generation.
struct VolumeReader {
    /// A directory as it was read.
    struct Reading {
        var snapshot: VolumeSnapshot
        /// The directories below one without `..data`, which are to be watched too; parents first.
        var directories: [String] = []
    }

    static let dataName = "..data"
    /// Bytes that are read at a time.
    private static let chunk = 64 << 10

    /// The name of the generation that `..data` leads to; nil where there is no such link.
    static func generation(in root: borrowing Directory) throws(SystemError) -> String? {
        do throws(SystemError) {
            return try root.destination(ofLink: dataName)
        } catch let error where error.errno == .noSuchFileOrDirectory || error.errno == .invalidArgument {
            return nil
        }
    }

    /// Reads what `root` shows now.
    ///
    /// - Returns: Nil where it became another while it was read: read again.
    static func read(_ root: borrowing Directory) throws(SystemError) -> Reading? {
        guard let name = try generation(in: root) else { return try readPlain(root) }
        do throws(SystemError) {
            let directory = try root.open(name)
            var listing = Listing()
            try listing.add(directory, below: "")
            // Old generations lose their names one by one, after `..data` has moved: only now the list is known to be whole.
            guard try generation(in: root) == name else { return nil }
            // From here on a file that is gone is an error, and one that opens is whole.
            let files = try files(listing, in: directory)
            return Reading(
                snapshot: VolumeSnapshot(
                    generation: name.hasPrefix("..") ? String(name.dropFirst(2)) : name,
                    files: files
                )
            )
        } catch let error where hasVanished(error) {
            // A `..data` that leads nowhere for good is a volume with no files.
            guard try generation(in: root) == name, !exists(name, in: root) else { return nil }
            return Reading(snapshot: VolumeSnapshot())
        }
    }

    private static func exists(_ name: String, in root: borrowing Directory) -> Bool {
        (try? root.status(of: name)) != nil
    }

    /// A directory in which nobody promises that all changes at once.
    private static func readPlain(_ root: borrowing Directory) throws(SystemError) -> Reading? {
        do throws(SystemError) {
            var listing = Listing()
            try listing.add(root, below: "", isRoot: true)
            let files = try files(listing, in: root)
            guard try generation(in: root) == nil else { return nil }
            return Reading(snapshot: VolumeSnapshot(files: files), directories: listing.directories)
        } catch let error where hasVanished(error) {
            return nil
        }
    }

    static func hasVanished(_ error: SystemError) -> Bool {
        error.errno == .noSuchFileOrDirectory || error.errno == .staleNFSFileHandle
    }

    /// The names below a directory.
    private struct Listing {
        var files: [(path: String, kind: FileKind)] = []
        var directories: [String] = []

        /// - Parameter isRoot: Names that begin with two dots, and links through `..data`, are those of a writer that is
        ///   about to make or to remove a volume here.
        mutating func add(
            _ directory: borrowing Directory,
            below prefix: String,
            isRoot: Bool = false
        ) throws(SystemError) {
            for entry in try directory.entries() where !isRoot || !entry.name.hasPrefix("..") {
                let path = prefix + entry.name
                if isRoot, entry.kind == .link, try isOfLayout(entry.name, in: directory) { continue }
                guard entry.kind == .directory else {
                    files.append((path, entry.kind))
                    continue
                }
                directories.append(path)
                let below: Directory
                do throws(SystemError) {
                    below = try directory.open(entry.name)
                } catch let error where error.errno == .permissionDenied {
                    continue
                }
                try add(below, below: path + "/")
            }
        }
    }

    private static func isOfLayout(_ name: String, in root: borrowing Directory) throws(SystemError) -> Bool {
        try root.destination(ofLink: name).hasPrefix("\(dataName)/")
    }

    private static func files(
        _ listing: Listing,
        in directory: borrowing Directory
    ) throws(SystemError) -> [VolumePath: FileVersion] {
        var files: [VolumePath: FileVersion] = [:]
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 1)
        defer {
            if let base = buffer.baseAddress { explicit_bzero(base, buffer.count) }
            buffer.deallocate()
        }
        for (path, kind) in listing.files {
            files[VolumePath(path)] = try version(of: path, kind, in: directory, buffer)
        }
        return files
    }

    /// - Parameter path: Without a link in it: the directory was just listed.
    private static func version(
        of path: String,
        _ kind: FileKind,
        in directory: borrowing Directory,
        _ buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> FileVersion {
        var status = try directory.status(of: path)
        var content = FileVersion.Content.unreadable(inode: status.inode)
        switch kind {
        case .link: content = .link(try directory.destination(ofLink: path))
        case .file:
            do throws(SystemError) {
                let file = try directory.openForReading(path)
                status = try file.status(subject: path)
                content = .digest(try digest(of: file, path, buffer))
            } catch let error where isRefusal(error) {
                break
            }
        case .directory, .special: break
        }
        return FileVersion(
            content: content,
            size: status.size,
            mode: status.mode,
            uid: status.uid,
            gid: status.gid
        )
    }

    private static func isRefusal(_ error: SystemError) -> Bool {
        error.errno == .permissionDenied || error.errno == .notPermitted
            || error.errno == .tooManySymbolicLinkLevels
    }

    private static func digest(
        of file: borrowing OwnedFD,
        _ path: String,
        _ buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> [UInt8] {
        var hash = SHA256()
        while true {
            let count = try file.read(into: buffer, subject: path)
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            if count < buffer.count { return Array(hash.finalize()) }
        }
    }
}
