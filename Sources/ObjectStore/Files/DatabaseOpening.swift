import GRDB

/// Opens the database so that what it has acknowledged is on the disk.
enum DatabaseOpening {
    /// WAL, with `synchronous=FULL` on the connection that writes: a commit returns when the log is synchronised, so that
    /// it outlives SIGKILL and a power cut.
    ///
    /// - Throws: `StoreError.notAStore`, `.database`.
    static func pool(at path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA secure_delete = ON")
            // KiB of each connection; the kernel has the pages anyway.
            try db.execute(sql: "PRAGMA cache_size = -512")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        // Set here and not in prepareDatabase: the pool itself sets NORMAL on the writer after that.
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                throw StoreError.notAStore(path: path, why: "SQLite does not take synchronous=FULL")
            }
            try Schema.check(db, path: path)
        }
        try Schema.migrator.migrate(pool)
        return pool
    }
}

extension StoreError {
    /// An error of GRDB or our own, as our own. The text is SQLite's, without statement and arguments.
    static func wrapping(_ error: any Error, doing: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return StoreError.database(
            doing: doing,
            code: error.extendedResultCode.rawValue,
            message: error.message ?? "\(error.resultCode)"
        )
    }
}
