import GRDB
import Glibc
import LinuxSystem
import SystemPackage

/// Copies of a store: as encrypted as the store is, and of no use without the encryption key.
package enum Backup {
    /// What a copy holds.
    package struct Summary: Equatable, Sendable {
        package var objects: Int
        /// The encryption key that is needed to read it.
        package var encryptionKey: String
    }

    /// Whether there is a store in the state directory, so that looking at it does not make one.
    package static func isStore(inState state: String) -> Bool {
        access("\(state)/\(StateDirectory.databaseName)", F_OK) == 0
    }

    /// Writes the state of this moment to the new file `path`, 0600, while the store may be in use.
    ///
    /// - Throws: `StoreError.exists`, `.notAStore`, `.database`, `.system`. A file that was begun is removed.
    package static func write(state: String, to path: String) throws -> Summary {
        let source = "\(state)/\(StateDirectory.databaseName)"
        guard access(source, F_OK) == 0 else { throw StoreError.system(.last("open", source)) }
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            if errno == EEXIST { throw StoreError.exists(path: path) }
            throw StoreError.system(.last("open", path))
        }
        let target = OwnedFD(owning: file)
        do {
            let queue = try DatabaseQueue(path: source)
            let summary = try queue.inDatabase { db in
                try Schema.check(db, path: source)
                // One read transaction: a consistent state, however long it takes.
                try db.execute(sql: "VACUUM INTO ?", arguments: [path])
                return try Self.summary(db)
            }
            try queue.close()
            try target.synchronize(subject: path)
            return summary
        } catch {
            unlink(path)
            throw StoreError.wrapping(error, doing: "back up \(source)")
        }
    }

    /// Puts the copy at `path` in the place of the store in `state`, which no daemon may use meanwhile. The store that was
    /// there stays beside it as `store.db.before-restore-<time>`.
    ///
    /// - Throws: `StoreError`. Until the last step, a rename, the old store is in place.
    package static func restore(
        from path: String,
        state: String,
        keySource: KeySource,
        now: Int64
    ) throws -> Summary {
        let directory = try StateDirectory(state)
        let new = ".\(StateDirectory.databaseName).restore"
        let newPath = "\(state)/\(new)"
        do {
            try copy(path, to: newPath)
            let oldCeiling = try ceilingOfOld(directory)
            let summary = try check(newPath, named: path, directory, keySource, raisingTo: oldCeiling)
            try exchange(directory, new, now)
            return summary
        } catch {
            for suffix in ["", "-wal", "-shm", "-journal"] { unlink(newPath + suffix) }
            throw StoreError.wrapping(error, doing: "restore \(path)")
        }
    }

    private static func summary(_ db: Database) throws -> Summary {
        Summary(
            objects: try Int.fetchOne(db, sql: "SELECT count(*) FROM object") ?? 0,
            encryptionKey: try KeyTable.neededEncryptionKey(db) ?? ""
        )
    }

    /// SQLite's own copy, which reads the file as a database.
    private static func copy(_ path: String, to newPath: String) throws {
        guard access(path, R_OK) == 0 else { throw StoreError.system(.last("open", path)) }
        unlink(newPath)
        let file = open(newPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StoreError.system(.last("open", newPath)) }
        close(file)
        var configuration = Configuration()
        configuration.readonly = true
        let source = try DatabaseQueue(path: path, configuration: configuration)
        try source.inDatabase { db in try db.execute(sql: "VACUUM INTO ?", arguments: [newPath]) }
        try source.close()
    }

    /// The revisions that were given out before: they must not come again with other meanings.
    private static func ceilingOfOld(_ directory: borrowing StateDirectory) throws -> Int64 {
        guard access(directory.databasePath, F_OK) == 0 else { return 1 }
        // A store that cannot be opened is a reason to restore, not one against it.
        guard let old = try? DatabaseQueue(path: directory.databasePath) else { return 1 }
        let ceiling = try? old.inDatabase { db in
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            return try Int64.fetchOne(db, sql: "SELECT max(ceiling) FROM counter")
        }
        try? old.close()
        return ceiling.flatMap(\.self) ?? 1
    }

    private static func check(
        _ newPath: String,
        named path: String,
        _ directory: borrowing StateDirectory,
        _ keySource: KeySource,
        raisingTo oldCeiling: Int64
    ) throws -> Summary {
        let copy = try DatabaseQueue(path: newPath)
        let ring = try keySource.read(state: directory.directory, statePath: directory.path)
        let summary = try copy.write { db in
            try Schema.check(db, path: path)
            guard try String.fetchOne(db, sql: "PRAGMA quick_check") == "ok" else {
                throw StoreError.notAStore(path: path, why: "the file is damaged")
            }
            let summary = try Self.summary(db)
            guard let ring else {
                throw StoreError.lostKey(needed: summary.encryptionKey, path: "\(directory.path)/\(KeySource.ownName)")
            }
            guard try KeyTable.read(db, with: ring) != nil else {
                throw StoreError.notAStore(path: path, why: "it has no data key")
            }
            try db.execute(sql: "UPDATE counter SET ceiling = max(ceiling, ?)", arguments: [oldCeiling])
            return summary
        }
        try copy.close()
        return summary
    }

    private static func exchange(
        _ directory: borrowing StateDirectory,
        _ new: String,
        _ now: Int64
    ) throws(StoreError) {
        let name = StateDirectory.databaseName
        do throws(SystemError) {
            let kept = "\(name).before-restore-\(now)"
            do throws(SystemError) {
                try directory.directory.link(name, to: directory.directory, as: kept)
            } catch let error where error.errno == .noSuchFileOrDirectory {
                // Nothing was there.
            }
            // Left here, the old file's log would be read into the new one.
            for suffix in ["-wal", "-shm"] { try? directory.directory.rename(name + suffix, to: kept + suffix) }
            try directory.directory.rename(new, to: name)
            try directory.directory.sync()
        } catch {
            throw .system(error)
        }
    }
}
