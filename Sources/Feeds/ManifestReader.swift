import Glibc
import KubeObjects
import LinuxSystem
import SystemPackage

/// Reads one manifest file, whole or not at all.
struct ManifestReader: Sendable {
    /// How often a file that changes while it is read is read anew, before its writer is waited for.
    private static let attempts = 3

    /// Makes objects of a file's bytes.
    var read: @Sendable (UnsafeRawBufferPointer) -> Manifest

    /// Reads and parses what is at `path`, without following a symlink at its end. The file's bytes are wiped before
    /// this returns. It never waits for a FIFO or a device.
    func load(_ path: String) -> ManifestReading {
        // Source: man 2 open: O_NONBLOCK does not wait for the other end of a FIFO, O_NOCTTY leaves terminals alone.
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        guard number >= 0 else { return Self.unopened(path, .last("open", path)) }
        let file = OwnedFD(owning: number)
        for _ in 0..<Self.attempts {
            do throws(ManifestRefusal) {
                if let reading = try readOnce(file, path) { return reading }
            } catch {
                return .refused(error)
            }
        }
        return .refused(.beingWritten)
    }

    /// Whether the filesystem at `path` can say who has the file open for writing.
    func canTellWriters(_ path: String) -> Bool {
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        guard number >= 0 else { return false }
        let file = OwnedFD(owning: number)
        return FileLease.writer(of: file.rawValue) != .unknown
    }

    /// Nil: the file changed meanwhile.
    private func readOnce(_ file: borrowing OwnedFD, _ path: String) throws(ManifestRefusal) -> ManifestReading? {
        let before = try Self.status(file, path)
        if let kind = SpecialFile(before) { throw .notRegular(kind) }
        guard FileLease.writer(of: file.rawValue) != .present else { throw .beingWritten }
        guard before.st_size > 0 else { throw .empty }
        guard before.st_size <= Manifest.maximumSize else { throw .tooLarge(Int(before.st_size)) }
        let bytes: SecretBytes
        do throws(SystemError) {
            bytes = try Self.bytes(of: file, count: Int(before.st_size), path)
        } catch {
            throw .system(error)
        }
        let after = FileSignature(try Self.status(file, path))
        guard after == FileSignature(before) else { return nil }
        // The clock that the filesystem takes its times from, so that the comparison holds.
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return .content(bytes.withBytes(read), after.isRecent(at: now) ? nil : after)
    }

    private static func bytes(
        of file: borrowing OwnedFD,
        count: Int,
        _ path: String
    ) throws(SystemError) -> SecretBytes {
        let number = file.rawValue
        return try SecretBytes(capacity: count) { (buffer) throws(SystemError) -> Int in
            var done = 0
            while done < count {
                let got = pread(number, buffer.baseAddress?.advanced(by: done), count - done, off_t(done))
                if got > 0 {
                    done += got
                } else if got == 0 {
                    break  // truncated meanwhile; the second look at the status tells
                } else if errno != EINTR {
                    throw .last("read", path)
                }
            }
            return done
        }
    }

    private static func status(_ file: borrowing OwnedFD, _ path: String) throws(ManifestRefusal) -> stat {
        var status = stat()
        guard fstat(file.rawValue, &status) == 0 else { throw .system(.last("fstat", path)) }
        return status
    }

    private static func unopened(_ path: String, _ error: SystemError) -> ManifestReading {
        switch error.errno {
        case .noSuchFileOrDirectory, .notDirectory: return .absent
        case .tooManySymbolicLinkLevels: return .symlink  // of O_NOFOLLOW: the last component is a symlink
        default: break
        }
        var status = stat()
        // A socket cannot be opened, and a device may be nobody's home.
        if lstat(path, &status) == 0, let kind = SpecialFile(status) { return .refused(.notRegular(kind)) }
        return .refused(.system(error))
    }
}
