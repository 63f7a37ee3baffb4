import FoundationEssentials
import GRDB
import KubeObjects

/// The data keys in the database.
struct KeyTable: Sendable {
    /// The one that seals.
    var current: DataKey
    /// All that open, by id.
    var all: [String: DataKey]

    private struct Row {
        var id: String
        var encryptionKey: String
        var wrapped: Data
        var isCurrent: Bool
    }

    /// Unwraps the keys of a store; nil where it has none yet.
    ///
    /// - Throws: `StoreError.wrongKey` where a data key is wrapped by none of the ring's keys.
    static func read(_ db: Database, with ring: KeyRing) throws -> KeyTable? {
        var current: DataKey?
        var all: [String: DataKey] = [:]
        for row in try rows(db) {
            guard let wrapping = ring.keys.first(where: { $0.id == row.encryptionKey }),
                let key = DataKey(id: row.id, wrapped: row.wrapped, by: wrapping)
            else {
                throw StoreError.wrongKey(
                    needed: row.encryptionKey,
                    given: ring.keys.map(\.id),
                    source: ring.source
                )
            }
            all[key.id] = key
            if row.isCurrent { current = key }
        }
        return current.map { KeyTable(current: $0, all: all) }
    }

    /// The id of the encryption key that the store needs; nil where it has no data key.
    static func neededEncryptionKey(_ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT encryption_key FROM data_key ORDER BY is_current DESC LIMIT 1")
    }

    /// Makes `key` the one that seals.
    static func insertCurrent(_ key: DataKey, wrappedBy wrapping: EncryptionKey, _ db: Database, now: Int64) throws {
        try db.execute(sql: "UPDATE data_key SET is_current = 0")
        try db.execute(
            sql: "INSERT INTO data_key (id, encryption_key, wrapped, is_current, created) VALUES (?, ?, ?, 1, ?)",
            arguments: [key.id, wrapping.id, try key.wrapped(by: wrapping), now]
        )
    }

    /// Wraps every data key by `wrapping` that another key has wrapped.
    func rewrap(by wrapping: EncryptionKey, _ db: Database) throws {
        for row in try Self.rows(db) where row.encryptionKey != wrapping.id {
            guard let key = all[row.id] else { continue }
            try db.execute(
                sql: "UPDATE data_key SET encryption_key = ?, wrapped = ? WHERE id = ?",
                arguments: [wrapping.id, try key.wrapped(by: wrapping), row.id]
            )
        }
    }

    private static func rows(_ db: Database) throws -> [Row] {
        try GRDB.Row.fetchAll(db, sql: "SELECT id, encryption_key, wrapped, is_current FROM data_key").map { row in
            Row(
                id: row["id"],
                encryptionKey: row["encryption_key"],
                wrapped: row["wrapped"],
                isCurrent: row["is_current"]
            )
        }
    }
}
