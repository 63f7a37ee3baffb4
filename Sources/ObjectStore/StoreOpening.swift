import GRDB
import KubeObjects
import LinuxSystem
import Logging

/// What a start finds or makes: keys and counter.
struct StoreOpening {
    let ring: KeyRing
    let keys: KeyTable
    let revision: UInt64
    let ceiling: UInt64

    /// - Throws: `StoreError.lostKey` and `.wrongKey` before anything is written.
    init(
        _ pool: DatabasePool,
        _ directory: borrowing StateDirectory,
        _ source: KeySource,
        logger: Logger,
        now: Int64
    ) throws {
        var ring = try source.read(state: directory.directory, statePath: directory.path)
        let needed = try pool.read { db in try KeyTable.neededEncryptionKey(db) }
        let ownPath = "\(directory.path)/\(KeySource.ownName)"
        if ring == nil {
            if let needed { throw StoreError.lostKey(needed: needed, path: ownPath) }
            ring = try Self.makeKey(directory, path: ownPath)
            logger.notice(
                "encryption key made; without it nothing in the store can be read: keep a copy in a safe place",
                metadata: ["key": "\(ring?.current?.id ?? "")", "path": "\(ownPath)"]
            )
        }
        if let ring, ring.isExposed {
            logger.warning(
                "the encryption key's file is open to others: chmod 0600",
                metadata: ["path": "\(ring.source)"]
            )
        }
        guard var ring, let current = ring.current else { throw StoreError.badKeyFile(path: ownPath, why: "no key") }
        (keys, revision, ceiling) = try pool.write { [ring] db in
            let keys: KeyTable
            if let read = try KeyTable.read(db, with: ring) {
                keys = read
                try keys.rewrap(by: current, db)
            } else {
                let first = DataKey.random()
                try KeyTable.insertCurrent(first, wrappedBy: current, db, now: now)
                keys = KeyTable(current: first, all: [first.id: first])
            }
            // The revisions below were given out by earlier processes, or might have been.
            let revision = UInt64(try Int64.fetchOne(db, sql: "SELECT max(ceiling) FROM counter") ?? 1)
            let ceiling = revision + ObjectStore.reserve
            try db.execute(sql: "UPDATE counter SET ceiling = ?", arguments: [Int64(ceiling)])
            return (keys, revision, ceiling)
        }
        // Everything is wrapped by the first key now.
        if ring.ownFile != nil, ring.keys.count > 1 {
            ring.keys = [current]
            try Self.writeKeys(ring, directory)
        }
        self.ring = ring
    }

    private static func makeKey(_ directory: borrowing StateDirectory, path: String) throws -> KeyRing {
        let ring = KeyRing(keys: [.random()], source: path, ownFile: path)
        try writeKeys(ring, directory)
        return ring
    }

    /// Writes the daemon's own key file, whole or not at all.
    static func writeKeys(_ ring: KeyRing, _ directory: borrowing StateDirectory) throws(StoreError) {
        let lines = ring.keys.map { $0.line() }
        let text = SecretBytes(capacity: lines.reduce(0) { $0 + $1.count }) { buffer in
            var filled = 0
            for line in lines {
                line.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: $0) }
                filled += line.count
            }
            return filled
        }
        do throws(SystemError) {
            try text.withBytes { (bytes) throws(SystemError) in
                try directory.directory.replace(KeySource.ownName, with: bytes, mode: 0o600)
            }
        } catch {
            throw .system(error)
        }
    }
}
