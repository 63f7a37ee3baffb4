import Glibc
import KubeObjects
import LinuxSystem
import SystemPackage

/// Where the encryption key comes from. The first that is there counts:
///
/// 1. the systemd credential `secretd.encryption-key` (`LoadCredentialEncrypted=`: sealed by TPM2 or the host's key),
/// 2. the key file that the configuration names,
/// 3. `encryption.key` in the state directory, made at the first start.
///
/// A key file holds 32 raw bytes, or lines of base64 of 32 bytes: the first is in use, later ones are those it replaces.
package struct KeySource: Equatable, Sendable {
    package static let credential = "secretd.encryption-key"
    package static let ownName = "encryption.key"
    /// More than anybody's list of old keys.
    private static let maximumSize = 4096

    /// The value of `$CREDENTIALS_DIRECTORY`.
    package var credentials: String?
    package var file: String?

    package init(credentials: String?, file: String?) {
        self.credentials = credentials
        self.file = file
    }

    /// - Returns: The keys, or nil where the last place is the one, and no key is there yet.
    /// - Throws: `StoreError.badKeyFile`, and `.system` where a file that should be there cannot be read.
    func read(state: borrowing Directory, statePath: String) throws(StoreError) -> KeyRing? {
        if let credentials, let keys = try Self.read(Self.credential, in: credentials, mayBeMissing: true) {
            return KeyRing(keys: keys, source: "the credential \(Self.credential)")
        }
        if let file {
            let name = file.split(separator: "/").last.map(String.init) ?? file
            let parent = file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
            guard let keys = try Self.read(name, in: parent, mayBeMissing: false) else { return nil }
            var ring = KeyRing(keys: keys, source: file)
            var status = stat()
            ring.isExposed = stat(file, &status) == 0 && status.st_mode & 0o077 != 0
            return ring
        }
        guard let keys = try Self.read(Self.ownName, in: state, path: statePath, mayBeMissing: true) else { return nil }
        let path = "\(statePath)/\(Self.ownName)"
        return KeyRing(keys: keys, source: path, ownFile: path)
    }

    private static func read(
        _ name: String,
        in path: String,
        mayBeMissing: Bool
    ) throws(StoreError) -> [EncryptionKey]? {
        let directory: Directory
        do throws(SystemError) {
            directory = try Directory(opening: path)
        } catch {
            throw .badKeyFile(path: "\(path)/\(name)", why: "the encryption key cannot be read: \(error.errno)")
        }
        return try read(name, in: directory, path: path, mayBeMissing: mayBeMissing)
    }

    private static func read(
        _ name: String,
        in directory: borrowing Directory,
        path: String,
        mayBeMissing: Bool
    ) throws(StoreError) -> [EncryptionKey]? {
        let bytes: SecretBytes
        do throws(SystemError) {
            let file = try directory.openForReading(name)
            bytes = try SecretBytes(capacity: maximumSize) { (buffer) throws(SystemError) in
                try file.read(into: buffer, subject: name)
            }
        } catch {
            if mayBeMissing, error.errno == .noSuchFileOrDirectory { return nil }
            throw .badKeyFile(path: "\(path)/\(name)", why: "the encryption key cannot be read: \(error.errno)")
        }
        let keys = bytes.withBytes { parse($0) }
        guard let keys, !keys.isEmpty else {
            throw .badKeyFile(path: "\(path)/\(name)", why: "expected 32 bytes, or lines with the base64 of 32 bytes")
        }
        return keys
    }

    /// Nil where the bytes are no list of keys.
    static func parse(_ bytes: UnsafeRawBufferPointer) -> [EncryptionKey]? {
        if bytes.count == EncryptionKey.size { return [EncryptionKey(bytes)] }
        var keys: [EncryptionKey] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let text = UnsafeRawBufferPointer(rebasing: line)
            if text.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
            guard let key = try? Base64.decode(text), key.count == EncryptionKey.size else { return nil }
            keys.append(key.withBytes { EncryptionKey($0) })
        }
        return keys
    }
}
