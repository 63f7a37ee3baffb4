import KubeObjects

/// What the store shows and does not keep on the disk: objects of manifest files, and what Pods' volumes are doing.
struct MemoryObjects: Sendable {
    /// Objects that come from elsewhere. Each stands before a kept object of the same key.
    var mirrored: [StoreKey: StoredObject] = [:]
    /// `status` of kept and mirrored objects, and the revision at which it became so.
    private var statuses: [StoreKey: (status: JSONValue, revision: UInt64)] = [:]

    func status(of key: StoreKey) -> JSONValue? { statuses[key]?.status }

    mutating func setStatus(_ status: JSONValue?, of key: StoreKey, revision: UInt64) {
        statuses[key] = status.map { ($0, revision) }
    }

    /// The object as everyone sees it: with its status, and with the later of the two revisions.
    func shown(_ object: StoredObject) -> StoredObject {
        guard let (status, revision) = statuses[object.key], var body = try? object.body() else { return object }
        body["status"] = status
        return StoredObject(
            key: object.key,
            body: body,
            revision: max(revision, object.revision),
            file: object.file
        )
    }
}
