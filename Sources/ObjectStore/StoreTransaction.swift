import GRDB
package import KubeObjects

/// The store's newest state, in the hands of the one who may change it.
package struct StoreTransaction {
    private let db: Database
    private let keys: KeyTable
    private let memory: MemoryObjects
    private(set) var revision: UInt64
    private(set) var changes: [Change] = []

    init(db: Database, state: ObjectStore.State) {
        self.db = db
        keys = state.keys
        memory = state.memory
        revision = state.revision
    }

    /// The object as readers see it: a file's object before a kept one.
    ///
    /// - Throws: `StoreError.unknownDataKey`, `.damaged` where it is there and cannot be decrypted.
    package func object(_ key: StoreKey) throws -> StoredObject? {
        if let mirrored = memory.mirrored[key] { return memory.shown(mirrored) }
        return try ObjectTable.object(key, db, keys.all).map { memory.shown($0) }
    }

    /// Whether there is an object of that name, decryptable or not.
    package func contains(_ key: StoreKey) throws -> Bool {
        try memory.mirrored[key] != nil || ObjectTable.identity(key, db) != nil
    }

    /// The kept objects of a namespace, of one resource or of all.
    package func keys(_ resource: String? = nil, namespace: String) throws -> [StoreKey] {
        try ObjectTable.keys(resource, namespace: namespace, db)
    }

    /// Whether a manifest file has objects in the namespace.
    package func hasFileObjects(inNamespace namespace: String) -> Bool {
        memory.mirrored.keys.contains { $0.namespace == namespace }
    }

    /// Writes the object and gives it the next revision. What was there under its key is replaced.
    ///
    /// - Parameter body: The whole object, `metadata.uid` included.
    @discardableResult
    package mutating func put(_ key: StoreKey, _ body: JSONValue) throws -> StoredObject {
        // Whether or not it can be decrypted: whoever puts over it has decided.
        let old = try? object(key)
        let isThere = try contains(key)
        revision += 1
        let object = StoredObject(key: key, body: body, revision: revision)
        try ObjectTable.put(object, db, keys.current)
        let shown = memory.shown(object)
        changes.append(Change(isThere ? .modified : .added, shown, previous: old))
        return shown
    }

    /// Removes the object, if it is there.
    package mutating func delete(_ key: StoreKey) throws {
        guard let identity = try ObjectTable.identity(key, db) else { return }
        revision += 1
        let last = try? object(key)
        try ObjectTable.delete(key, db)
        changes.append(
            Change(.deleted, .deletion(of: key, last: last, uid: identity.uid, at: revision), previous: last)
        )
    }
}

extension StoredObject {
    /// The last state with the revision of its end; names alone where the last state cannot be read.
    static func deletion(of key: StoreKey, last: StoredObject?, uid: String, at revision: UInt64) -> StoredObject {
        var body: JSONValue = [:]
        if let read = try? last?.body() { body = read }
        body.set(.string(key.name), at: "metadata", "name")
        if !key.namespace.isEmpty { body.set(.string(key.namespace), at: "metadata", "namespace") }
        body.set(.string(uid), at: "metadata", "uid")
        return StoredObject(key: key, body: body, revision: revision, file: last?.file)
    }
}
