package import LinuxSystem

/// What the store cannot do. Never holds a value or a key; keys are named by their ids.
package enum StoreError: Error, Hashable, Sendable {
    /// Another process has the store open.
    case inUse(path: String, by: Int32?)
    /// SQLite refused. The codes are those of `sqlite3_extended_errcode`.
    case database(doing: String, code: Int32, message: String)
    case system(SystemError)
    /// The file is no store of ours, or of a version that this program does not know.
    case notAStore(path: String, why: String)
    /// The store's data keys are wrapped by a key that none of the given ones is.
    case wrongKey(needed: String, given: [String], source: String)
    /// The store needs a key, and there is none.
    case lostKey(needed: String, path: String)
    /// A key file that holds no key.
    case badKeyFile(path: String, why: String)
    /// The object was sealed with a key that the store does not have any more.
    case unknownDataKey(StoreKey, id: String)
    /// The object's bytes are not what was once written for it: changed, cut, or moved from another object.
    case damaged(StoreKey)
    /// A backup would overwrite something.
    case exists(path: String)
}

extension StoreError {
    /// The object that cannot be decrypted, where the error is about one.
    var key: StoreKey? {
        switch self {
        case .unknownDataKey(let key, _), .damaged(let key): key
        default: nil
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inUse(let path, let pid):
            "\(path): in use by \(pid.map { "process \($0)" } ?? "another process")"
        case .database(let doing, let code, let message): "\(doing): SQLite error \(code): \(message)"
        case .system(let error): "\(error)"
        case .notAStore(let path, let why): "\(path): \(why)"
        case .wrongKey(let needed, let given, let source):
            "the store needs the encryption key \(needed), and \(source) holds \(given.joined(separator: ", ")). "
                + "Nothing was changed. Bring the right key back, or restore a backup that fits this one"
        case .lostKey(let needed, let path):
            "the store needs the encryption key \(needed), and \(path) is not there. Nothing was changed. Bring the key "
                + "back; without it, nothing in the store can be read"
        case .badKeyFile(let path, let why): "\(path): \(why)"
        case .unknownDataKey(let key, let id): "\(key) cannot be decrypted: the store has no data key \(id)"
        case .damaged(let key): "\(key) cannot be decrypted: its bytes are damaged, or were written for another object"
        case .exists(let path): "\(path) is there already"
        }
    }
}
