import Glibc
import LinuxSystem

/// The directory of keys and certificates: 0700, the process's own, no link in it followed.
struct IdentityDirectory: ~Copyable, Sendable {
    /// For texts.
    let path: String
    private let directory: Directory

    /// No file in here is larger, in bytes.
    private static let limit = 256 << 10

    /// Opens the directory at `path` and makes it if it is missing; the one above must be there. Takes away what
    /// others may do in it.
    ///
    /// - Throws: `IdentityError.system`, `.foreignOwner`.
    init(path: String) throws(IdentityError) {
        self.path = path
        directory = try Self.open(path)
    }

    /// The text of the file `name`; nil when there is none.
    ///
    /// - Throws: `IdentityError.system`.
    func text(of name: String) throws(IdentityError) -> String? {
        do throws(SystemError) {
            return try directory.contents(of: name, limit: Self.limit).map { String(decoding: $0, as: UTF8.self) }
        } catch {
            throw .system(path: path, error)
        }
    }

    /// The text of a key. A file that others may read loses that; they could not pass the directory anyway.
    func secretText(of name: String) throws(IdentityError) -> String? {
        guard let text = try text(of: name) else { return nil }
        do throws(SystemError) {
            let isOpen = try directory.status(of: name).mode & 0o077 != 0
            if isOpen { try replace(name, with: text, mode: 0o600) }
        } catch {
            throw .system(path: path, error)
        }
        return text
    }

    /// Puts what everybody may know in place, 0644, whole or not at all.
    func writePublic(_ name: String, _ text: String) throws(IdentityError) {
        try write(name, text, mode: 0o644)
    }

    /// Puts what nobody else may know in place, 0600, whole or not at all.
    func writeSecret(_ name: String, _ text: String) throws(IdentityError) {
        try write(name, text, mode: 0o600)
    }

    func rename(_ name: String, to newName: String) throws(IdentityError) {
        do throws(SystemError) {
            try directory.rename(name, to: newName)
            try directory.sync()
        } catch {
            throw .system(path: path, error)
        }
    }

    func remove(_ name: String) throws(IdentityError) {
        do throws(SystemError) {
            try directory.unlinkIfThere(name)
        } catch {
            throw .system(path: path, error)
        }
    }

    /// The path of `name` in here, for texts.
    func path(of name: String) -> String { "\(path)/\(name)" }

    private func write(_ name: String, _ text: String, mode: UInt16) throws(IdentityError) {
        do throws(SystemError) {
            try replace(name, with: text, mode: mode)
        } catch {
            throw .system(path: path, error)
        }
    }

    private func replace(_ name: String, with text: String, mode: UInt16) throws(SystemError) {
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBufferPointer { (bytes) throws(SystemError) in
            try directory.replace(name, with: UnsafeRawBufferPointer(bytes), mode: mode)
        }
    }

    private static func open(_ path: String) throws(IdentityError) -> Directory {
        let opened = try openOrMake(path)
        let owner: UInt32
        do throws(SystemError) {
            let status = try opened.status()
            owner = status.uid
            if owner == geteuid(), status.mode & 0o077 != 0 { try opened.changeMode(0o700, subject: path) }
        } catch {
            throw .system(path: path, error)
        }
        guard owner == geteuid() else { throw .foreignOwner(path: path, uid: owner) }
        return opened
    }

    private static func openOrMake(_ path: String) throws(IdentityError) -> Directory {
        let components = path.utf8.split(separator: UInt8(ascii: "/"))
        let name = components.last.map { String(decoding: $0, as: UTF8.self) } ?? "."
        let above = components.dropLast().map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
        let root = path.utf8.first == UInt8(ascii: "/") ? "/" : "./"
        do throws(SystemError) {
            return try Directory(opening: root + above).openOrMake(name, mode: 0o700)
        } catch {
            throw .system(path: path, error)
        }
    }
}
