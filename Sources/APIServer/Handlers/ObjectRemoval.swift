import KubeObjects
import ObjectStore

/// The removal of one object, which waits for its finalizers.
enum ObjectRemoval {
    /// Removes the object, or, where it has finalizers, marks it as being deleted.
    ///
    /// - Returns: The object as it is now, where it is still there and marked.
    @discardableResult
    static func remove(
        _ key: StoreKey,
        _ handler: APIHandler,
        gracePeriod: Int64 = 0,
        _ transaction: inout StoreTransaction
    ) throws -> StoredObject? {
        // What cannot be decrypted can at least be removed.
        guard let object = try? transaction.object(key), var body = try? object.body(),
            let finalizers = body.value(at: "metadata", "finalizers")?.elements, !finalizers.isEmpty
        else {
            try transaction.delete(key)
            return nil
        }
        if body.value(at: "metadata", "deletionTimestamp") != nil { return object }
        body.set(.string(Timestamp.text(handler.now())), at: "metadata", "deletionTimestamp")
        body.set(.integer(gracePeriod), at: "metadata", "deletionGracePeriodSeconds")
        body.set(nil, at: "metadata", "resourceVersion")
        if key.resource == Resource.pods.name { body["status"] = PodDefaults.status }
        return try transaction.put(key, body)
    }
}
