import GRDB
import KubeObjects
import LinuxSystem
import Synchronization

/// Exchange of keys while the store is in use. Every step is a transaction and each state in between is a whole one, so a
/// rotation that was interrupted goes on at the next start.
///
/// 1. Where the daemon made the encryption key itself: a new one is put before the old one in its file, the data keys are
///    wrapped by it, and the old one leaves the file.
/// 2. A new data key becomes the one that seals.
/// 3. Objects that another key has sealed are sealed anew, some at a time; their revisions stay.
/// 4. Keys that nothing needs any more are removed, and so are the database's pages of before.
extension ObjectStore {
    /// Objects that are sealed anew in one transaction.
    private static let batch = 64

    /// Starts a rotation and finishes it, or finishes one that was interrupted before.
    ///
    /// - Returns: The objects that could not be decrypted, and keep their key.
    @discardableResult
    package func rotate() async throws -> [StoreError] {
        do {
            try await rotateEncryptionKey()
            try await pool.writeWithoutTransaction { db in
                let new = DataKey.random()
                try db.inTransaction(.immediate) {
                    guard let wrapping = self.ring.withLock({ $0.current }) else { return .rollback }
                    try KeyTable.insertCurrent(new, wrappedBy: wrapping, db, now: self.now())
                    return .commit
                }
                self.state.withLock { state in
                    state.keys.all[new.id] = new
                    state.keys.current = new
                }
            }
            return try await finishRotation()
        } catch {
            throw StoreError.wrapping(error, doing: "rotate keys")
        }
    }

    /// Does what an earlier rotation has left to do; nothing where there was none.
    @discardableResult
    package func finishRotation() async throws -> [StoreError] {
        var after: Int64 = 0
        var unreadable: [StoreError] = []
        while true {
            let step = try await pool.writeWithoutTransaction { [after] db in
                var step = (last: after, count: 0, unreadable: [StoreError]())
                let keys = self.state.withLock(\.keys)
                try db.inTransaction(.immediate) {
                    step = try Self.sealAnew(db, keys, after: after)
                    return .commit
                }
                return step
            }
            unreadable += step.unreadable
            guard step.count > 0 else { break }
            after = step.last
        }
        try await removeOldKeys()
        return unreadable
    }

    /// Which keys there are, and what they are used for.
    package func encryptionStatus() async throws -> EncryptionStatus {
        let ring = ring.withLock { $0 }
        do {
            return try await pool.read { db in
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT id, is_current, created,
                            (SELECT count(*) FROM object WHERE data_key = data_key.id) AS objects
                        FROM data_key ORDER BY is_current DESC, created DESC, id
                        """
                )
                return EncryptionStatus(
                    encryptionKey: ring.current?.id ?? "",
                    source: ring.source,
                    isOwn: ring.ownFile != nil,
                    dataKeys: rows.map { row in
                        EncryptionStatus.DataKey(
                            id: row["id"],
                            isCurrent: row["is_current"],
                            created: row["created"],
                            objects: row["objects"]
                        )
                    }
                )
            }
        } catch {
            throw StoreError.wrapping(error, doing: "read keys")
        }
    }

    private func rotateEncryptionKey() async throws {
        let old = ring.withLock { $0 }
        guard old.ownFile != nil, let used = old.current else { return }
        let new = EncryptionKey.random()
        var both = old
        both.keys = [new, used]
        try StoreOpening.writeKeys(both, directory)
        try await pool.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                try self.state.withLock(\.keys).rewrap(by: new, db)
                return .commit
            }
        }
        both.keys = [new]
        ring.withLock { [both] in $0 = both }
        try StoreOpening.writeKeys(both, directory)
    }

    private static func sealAnew(
        _ db: Database,
        _ keys: KeyTable,
        after: Int64
    ) throws -> (last: Int64, count: Int, unreadable: [StoreError]) {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, resource, namespace, name, sealed FROM object WHERE data_key <> ? AND id > ?
                ORDER BY id LIMIT ?
                """,
            arguments: [keys.current.id, after, batch]
        )
        var last = after
        var unreadable: [StoreError] = []
        for row in rows {
            last = row["id"]
            let key = StoreKey(row["resource"], namespace: row["namespace"], name: row["name"])
            do throws(StoreError) {
                let plain = try Envelope.open(row["sealed"], of: key, with: keys.all)
                try reseal(id: last, key, plain, db, keys.current)
            } catch {
                if case .database = error { throw error }
                unreadable.append(error)
            }
        }
        return (last, rows.count, unreadable)
    }

    private static func reseal(
        id: Int64,
        _ key: StoreKey,
        _ plain: SecretBytes,
        _ db: Database,
        _ dataKey: DataKey
    ) throws(StoreError) {
        do {
            let sealed = try Envelope.seal(plain, of: key, with: dataKey)
            try db.execute(
                sql: "UPDATE object SET sealed = ?, data_key = ? WHERE id = ?",
                arguments: [sealed, dataKey.id, id]
            )
        } catch {
            let error = error as? DatabaseError
            throw .database(
                doing: "seal \(key) anew",
                code: error?.extendedResultCode.rawValue ?? 0,
                message: error?.message ?? ""
            )
        }
    }

    private func removeOldKeys() async throws {
        try await pool.writeWithoutTransaction { db in
            var kept: Set<String> = []
            try db.inTransaction(.immediate) {
                try db.execute(
                    sql: "DELETE FROM data_key WHERE is_current = 0 AND id NOT IN (SELECT data_key FROM object)"
                )
                kept = try Set(String.fetchAll(db, sql: "SELECT id FROM data_key"))
                return .commit
            }
            self.state.withLock { state in state.keys.all = state.keys.all.filter { kept.contains($0.key) } }
            // What the old key has sealed shall not linger in the log.
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }
}
