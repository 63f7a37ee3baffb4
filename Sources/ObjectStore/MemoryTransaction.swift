import GRDB
package import KubeObjects

/// What the store only shows, in the hands of the one who may change it.
package struct MemoryTransaction {
    private let db: Database
    private let keys: KeyTable
    private(set) var memory: MemoryObjects
    /// Whether there is anything to keep, seen by watchers or not.
    private(set) var isChanged = false
    private(set) var revision: UInt64
    private(set) var changes: [Change] = []

    init(db: Database, state: ObjectStore.State) {
        self.db = db
        keys = state.keys
        memory = state.memory
        revision = state.revision
    }

    /// The objects that come from files.
    package var fileKeys: [StoreKey] { memory.mirrored.filter { $0.value.file != nil }.map(\.key) }

    /// The object as readers see it.
    package func object(_ key: StoreKey) -> StoredObject? {
        if let mirrored = memory.mirrored[key] { return memory.shown(mirrored) }
        return (try? ObjectTable.object(key, db, keys.all)).flatMap(\.self).map { memory.shown($0) }
    }

    /// Shows an object that comes from elsewhere. It stands before a kept one of the same key.
    ///
    /// - Parameter file: Where it comes from; nil for what the daemon itself shows.
    package mutating func mirror(_ key: StoreKey, _ body: JSONValue, file: String?) {
        let old = object(key)
        isChanged = true
        revision += 1
        memory.mirrored[key] = StoredObject(key: key, body: body, revision: revision, file: file)
        guard let new = object(key) else { return }
        changes.append(Change(old == nil ? .added : .modified, new, previous: old))
    }

    /// Shows it no longer; a kept object of the same key comes to light again.
    package mutating func unmirror(_ key: StoreKey) {
        guard memory.mirrored[key] != nil else { return }
        let old = object(key)
        isChanged = true
        memory.mirrored[key] = nil
        revision += 1
        // What comes to light is news of now, however old it is.
        memory.touchStatus(of: key, revision: revision)
        if let kept = object(key) {
            changes.append(Change(.modified, kept, previous: old))
        } else {
            _ = memory.forgetStatus(of: key)
            let end = StoredObject.deletion(of: key, last: old, uid: old?.uid ?? "", at: revision)
            changes.append(Change(.deleted, end, previous: old))
        }
    }

    /// Sets the `status` that readers see. Where there is no such object, there is none from now on.
    package mutating func setStatus(_ status: JSONValue?, of key: StoreKey) {
        guard let old = object(key) else {
            if memory.forgetStatus(of: key) { isChanged = true }
            return
        }
        guard !memory.isStatus(status, of: key, uid: old.uid) else { return }
        isChanged = true
        revision += 1
        memory.setStatus(status, of: key, uid: old.uid, revision: revision)
        if let new = object(key) { changes.append(Change(.modified, new, previous: old)) }
    }
}
