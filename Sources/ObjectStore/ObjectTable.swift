import FoundationEssentials
import GRDB
import KubeObjects

/// The objects in the database.
enum ObjectTable {
    static func object(_ key: StoreKey, _ db: Database, _ keys: [String: DataKey]) throws -> StoredObject? {
        let statement = try db.cachedStatement(
            sql: "SELECT uid, revision, sealed FROM object WHERE resource = ? AND namespace = ? AND name = ?"
        )
        let row = try Row.fetchOne(statement, arguments: [key.resource, key.namespace, key.name])
        return try row.map { try object(key, $0, keys) }
    }

    /// The uid and revision of an object, which can be had even where it cannot be decrypted.
    static func identity(_ key: StoreKey, _ db: Database) throws -> (uid: String, revision: UInt64)? {
        let statement = try db.cachedStatement(
            sql: "SELECT uid, revision FROM object WHERE resource = ? AND namespace = ? AND name = ?"
        )
        let row = try Row.fetchOne(statement, arguments: [key.resource, key.namespace, key.name])
        return row.map { ($0["uid"], UInt64($0["revision"] as Int64)) }
    }

    static func page(_ range: ListRange, _ db: Database, _ keys: [String: DataKey]) throws -> ListPage {
        let (sql, arguments) = query(for: range)
        var page = ListPage(objects: [], unreadable: [], next: nil)
        var last: StoreKey?
        let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
        var count = 0
        while let row = try rows.next() {
            count += 1
            if count > range.limit {
                page.next = last
                break
            }
            let key = StoreKey(range.resource, namespace: row["namespace"], name: row["name"])
            last = key
            do {
                page.objects.append(try object(key, row, keys))
            } catch let error as StoreError {
                page.unreadable.append(error)
            }
        }
        return page
    }

    /// In pieces that each begin in the middle of the index: SQLite compares a pair of columns only by the first of them, and
    /// would read a namespace from its start for every piece of a list.
    private static func query(for range: ListRange) -> (sql: String, arguments: StatementArguments) {
        let columns = "SELECT namespace, name, uid, revision, sealed FROM object WHERE resource = ?"
        let limit = range.limit + 1
        switch (range.namespace, range.after) {
        case (let namespace?, let after):
            let sql = "\(columns) AND namespace = ? AND name > ? ORDER BY name LIMIT ?"
            return (sql, [range.resource, namespace, after?.name ?? "", limit])
        case (nil, nil):
            return ("\(columns) ORDER BY namespace, name LIMIT ?", [range.resource, limit])
        case (nil, let after?):
            let sql = """
                SELECT * FROM (\(columns) AND namespace = ? AND name > ? ORDER BY name LIMIT ?)
                UNION ALL SELECT * FROM (\(columns) AND namespace > ? ORDER BY namespace, name LIMIT ?) LIMIT ?
                """
            let rest: StatementArguments = [range.resource, after.namespace, limit, limit]
            return (sql, [range.resource, after.namespace, after.name, limit] + rest)
        }
    }

    static func put(_ object: StoredObject, _ db: Database, _ key: DataKey) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO object (resource, namespace, name, uid, revision, data_key, sealed)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (resource, namespace, name)
                DO UPDATE SET uid = excluded.uid, revision = excluded.revision, data_key = excluded.data_key,
                    sealed = excluded.sealed
                """
        )
        try statement.execute(arguments: [
            object.key.resource, object.key.namespace, object.key.name, object.uid, Int64(object.revision), key.id,
            try Envelope.seal(object.json, of: object.key, with: key),
        ])
    }

    static func delete(_ key: StoreKey, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM object WHERE resource = ? AND namespace = ? AND name = ?",
            arguments: [key.resource, key.namespace, key.name]
        )
    }

    static func keys(_ resource: String?, namespace: String, _ db: Database) throws -> [StoreKey] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT resource, name FROM object WHERE namespace = ? AND (resource = ? OR ? IS NULL)
                ORDER BY resource, name
                """,
            arguments: [namespace, resource, resource]
        )
        return rows.map { StoreKey($0["resource"], namespace: namespace, name: $0["name"]) }
    }

    private static func object(_ key: StoreKey, _ row: Row, _ keys: [String: DataKey]) throws -> StoredObject {
        let json = try row.withUnsafeData(named: "sealed") { data in
            try Envelope.open(data ?? Data(), of: key, with: keys)
        }
        return StoredObject(key: key, uid: row["uid"], revision: UInt64(row["revision"] as Int64), json: json)
    }
}
