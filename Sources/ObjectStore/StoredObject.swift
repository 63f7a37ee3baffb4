package import KubeObjects

/// One object as the store has it.
package struct StoredObject: Sendable {
    package var key: StoreKey
    package var uid: String
    /// `metadata.resourceVersion` as a number: one counter for the whole store.
    package var revision: UInt64
    /// The whole object as JSON, `metadata.resourceVersion` included.
    package var json: SecretBytes
    /// The manifest file that the object comes from; nil for those that are kept in the store.
    package var file: String?

    package init(key: StoreKey, uid: String, revision: UInt64, json: SecretBytes, file: String? = nil) {
        self.key = key
        self.uid = uid
        self.revision = revision
        self.json = json
        self.file = file
    }

    /// The object as a tree.
    ///
    /// - Throws: `StoreError.damaged` where what was decrypted is no JSON.
    package func body() throws(StoreError) -> JSONValue {
        do {
            return try json.withBytes { (bytes) throws(DocumentError) in try JSONValue(parsing: bytes) }
        } catch {
            throw .damaged(key)
        }
    }
}

extension StoredObject {
    /// The same state, told of at another revision.
    ///
    /// - Throws: `StoreError.damaged`.
    package func withRevision(_ revision: UInt64) throws(StoreError) -> StoredObject {
        StoredObject(key: key, body: try body(), revision: revision, file: file)
    }

    /// Makes the stored form of `body`, with the revision written into it.
    init(key: StoreKey, body: JSONValue, revision: UInt64, file: String? = nil) {
        var body = body
        body.set(.string("\(revision)"), at: "metadata", "resourceVersion")
        var writer = JSONWriter(capacity: 2048)
        writer.write(body)
        self.init(
            key: key,
            uid: body.value(at: "metadata", "uid")?.text ?? "",
            revision: revision,
            json: writer.secretBytes(),
            file: file
        )
    }
}
