import GRDB
package import Logging
import Synchronization

/// Kubernetes' objects on one machine's disk: encrypted, versioned, watchable.
///
/// - Every object has a revision from one counter of the whole store, which only grows, over restarts too.
/// - A write is a transaction: it sees the newest state, nobody else writes meanwhile, and when it returns the disk has it.
/// - Watchers are told after the commit, in the order of revisions, and can catch up within a bounded history.
/// - Objects of manifest files and the status of Pods are shown beside what is kept, and are not kept themselves.
///
/// Values leave the process only sealed: AES-256-GCM for each object, by a data key that an encryption key wraps.
package final class ObjectStore: Sendable {
    struct State: Sendable {
        var keys: KeyTable
        var memory = MemoryObjects()
        /// The newest revision that was given out.
        var revision: UInt64
        /// What the database says was never reached.
        var ceiling: UInt64
    }

    /// Revisions that are reserved on the disk at a time, for those that are given out without a write.
    static let reserve: UInt64 = 10_000

    let pool: DatabasePool
    let hub: WatchHub
    let state: Mutex<State>
    let keySource: KeySource
    let logger: Logger
    let directory: StateDirectory
    let ring: Mutex<KeyRing>
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    /// Opens the store in the directory `path`, and makes both where they are missing.
    ///
    /// - Throws: `StoreError`: where another process has it, the file is none of ours, or the key is missing or another
    ///   one. Nothing was changed then.
    package init(
        path: String,
        keySource: KeySource,
        logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) throws {
        directory = try StateDirectory(path)
        try directory.createDatabaseFile()
        do {
            pool = try DatabaseOpening.pool(at: directory.databasePath)
            let opened = try StoreOpening(pool, directory, keySource, logger: logger, now: now())
            ring = Mutex(opened.ring)
            hub = WatchHub(revision: opened.revision)
            state = Mutex(State(keys: opened.keys, revision: opened.revision, ceiling: opened.ceiling))
        } catch {
            throw StoreError.wrapping(error, doing: "open \(directory.databasePath)")
        }
        self.keySource = keySource
        self.logger = logger
        self.now = now
    }

    /// Every change after this revision can still be watched.
    package var oldestRevision: UInt64 { hub.floor }

    /// The newest revision that readers and watchers can see.
    package var revision: UInt64 { hub.revision }

    /// Gives back the revisions that were reserved and not used, and closes the file. The store is of no use any more.
    package func close() throws {
        do {
            try pool.write { db in
                // Above the newest one: what is only shown ends here, so nobody may go on watching from there.
                let ceiling = state.withLock(\.revision) + 1
                try db.execute(sql: "UPDATE counter SET ceiling = ?", arguments: [Int64(ceiling)])
            }
            try pool.close()
        } catch {
            throw StoreError.wrapping(error, doing: "close the store")
        }
    }

    // MARK: - Reading

    /// One object; nil where there is none.
    ///
    /// - Throws: `StoreError.unknownDataKey`, `.damaged` where it is there and cannot be decrypted, and `.database`.
    package func object(_ key: StoreKey) async throws -> StoredObject? {
        let memory = state.withLock(\.memory)
        if let mirrored = memory.mirrored[key] { return memory.shown(mirrored) }
        do {
            let found = try await read { db, keys in try ObjectTable.object(key, db, keys) }
            return found.map { state.withLock(\.memory).shown($0, readAfter: memory) }
        } catch {
            throw StoreError.wrapping(error, doing: "read \(key)")
        }
    }

    /// Reads with the data keys of now. Rotation may exchange a key between taking the keys and reading a row: then, once
    /// more with the newer keys.
    private func read<Result: Sendable>(
        _ body: @Sendable (Database, [String: DataKey]) throws -> Result
    ) async throws -> Result {
        let keys = state.withLock(\.keys.all)
        do {
            return try await pool.read { db in try body(db, keys) }
        } catch StoreError.unknownDataKey {
            return try await pool.read { db in try body(db, self.state.withLock(\.keys.all)) }
        }
    }

    /// A piece of a list, sorted by namespace and name.
    package func page(_ range: ListRange) async throws -> ListPage {
        do {
            let before = state.withLock(\.memory)
            let kept = try await keptPage(range)
            return ListPage.merging(kept, state.withLock(\.memory), range, readAfter: before)
        } catch {
            throw StoreError.wrapping(error, doing: "list \(range.resource)")
        }
    }

    /// As `page`, of kept objects alone.
    func keptPage(_ range: ListRange) async throws -> ListPage {
        try await read { db, keys in
            let page = try ObjectTable.page(range, db, keys)
            let newest = self.state.withLock(\.keys.all)
            guard !page.unreadable.isEmpty, newest.count != keys.count else { return page }
            return try ObjectTable.page(range, db, newest)
        }
    }

    /// A reader of all changes after `revision`.
    package func watch(after revision: UInt64) -> WatchCursor {
        WatchCursor(hub, after: revision)
    }

    // MARK: - Writing

    /// Runs `body` alone with the newest state; all that it put and deleted becomes durable and visible together, or, where
    /// it throws, nothing of it.
    ///
    /// When this returns, the disk has it. Watchers may hear of it before the caller does.
    ///
    /// - Parameter isDryRun: Take everything back at the end.
    package func write<Result: Sendable>(
        isDryRun: Bool = false,
        _ body: @Sendable (inout StoreTransaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await pool.writeWithoutTransaction { db in
                var transaction = StoreTransaction(db: db, state: self.state.withLock { $0 })
                var result: Result?
                var ceiling: UInt64?
                try db.inTransaction(.immediate) {
                    result = try body(&transaction)
                    if isDryRun { return .rollback }
                    ceiling = try self.raisedCeiling(for: transaction.revision, db)
                    return .commit
                }
                if !isDryRun {
                    self.publish(transaction.changes, memory: nil, revision: transaction.revision, ceiling: ceiling)
                }
                guard let result else { throw StoreError.notAStore(path: "", why: "no result") }
                return result
            }
        } catch {
            throw StoreError.wrapping(error, doing: "write")
        }
    }

    /// As `write`, for what is only shown: no disk is waited for.
    package func show<Result: Sendable>(
        _ body: @Sendable (inout MemoryTransaction) throws -> Result
    ) async throws -> Result {
        do {
            return try await pool.writeWithoutTransaction { db in
                var transaction = MemoryTransaction(db: db, state: self.state.withLock { $0 })
                let result = try body(&transaction)
                guard transaction.isChanged else { return result }
                let ceiling = try self.raisedCeiling(for: transaction.revision, db)
                self.publish(
                    transaction.changes,
                    memory: transaction.memory,
                    revision: transaction.revision,
                    ceiling: ceiling
                )
                return result
            }
        } catch {
            throw StoreError.wrapping(error, doing: "show")
        }
    }

    /// On the writer's queue, so that changes come in the order of their revisions.
    private func publish(_ changes: [Change], memory: MemoryObjects?, revision: UInt64, ceiling: UInt64?) {
        state.withLock { state in
            state.revision = revision
            if let ceiling { state.ceiling = ceiling }
            if let memory { state.memory = memory }
        }
        hub.publish(changes)
    }

    /// Reserves more revisions on the disk where the reserve is used up.
    ///
    /// - Returns: The new ceiling, which counts when the transaction is committed; nil where there is none.
    private func raisedCeiling(for revision: UInt64, _ db: Database) throws -> UInt64? {
        guard revision >= state.withLock(\.ceiling) else { return nil }
        let ceiling = revision + Self.reserve
        try db.execute(sql: "UPDATE counter SET ceiling = ?", arguments: [Int64(ceiling)])
        return ceiling
    }
}
