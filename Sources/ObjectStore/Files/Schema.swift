import GRDB

/// The tables of the store.
enum Schema {
    /// Tells our files from other SQLite databases: "scrd".
    static let applicationID: Int32 = 0x7363_7264

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(
                sql: """
                    CREATE TABLE object (
                        id INTEGER PRIMARY KEY,
                        resource TEXT NOT NULL,
                        namespace TEXT NOT NULL,
                        name TEXT NOT NULL,
                        uid TEXT NOT NULL,
                        revision INTEGER NOT NULL,
                        data_key TEXT NOT NULL,
                        sealed BLOB NOT NULL,
                        UNIQUE (resource, namespace, name)
                    );
                    CREATE INDEX object_data_key ON object (data_key);
                    -- Wrapped by an encryption key, which is never in here.
                    CREATE TABLE data_key (
                        id TEXT PRIMARY KEY,
                        encryption_key TEXT NOT NULL,
                        wrapped BLOB NOT NULL,
                        is_current INTEGER NOT NULL,
                        created INTEGER NOT NULL
                    );
                    -- No revision at or above the ceiling was ever given out.
                    CREATE TABLE counter (ceiling INTEGER NOT NULL);
                    INSERT INTO counter VALUES (1);
                    """
            )
        }
        return migrator
    }

    /// - Throws: `StoreError.notAStore` for a file of somebody else's, or one of a newer program.
    static func check(_ db: Database, path: String) throws {
        // The migrator makes its own table before the first migration; a start that was killed in between leaves that.
        let count = "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'"
        let isEmpty = try Int.fetchOne(db, sql: count) == 0
        if isEmpty { return }
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID else {
            throw StoreError.notAStore(path: path, why: "not a store of secretd")
        }
        if try migrator.hasBeenSuperseded(db) {
            throw StoreError.notAStore(path: path, why: "written by a newer version of secretd")
        }
    }
}
