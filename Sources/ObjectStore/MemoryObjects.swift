import KubeObjects

/// What the store shows and does not keep on the disk: objects of manifest files, and what Pods' volumes are doing.
struct MemoryObjects: Sendable {
    /// Objects that come from elsewhere. Each stands before a kept object of the same key.
    var mirrored: [StoreKey: StoredObject] = [:]

    private struct Status {
        /// A tenth of what the tree takes; nil: none any more.
        var json: SecretBytes?
        /// Of the object that it belongs to; another one of the same name does not have it.
        var uid: String
        /// When it became so, or ended: revisions do not go back.
        var revision: UInt64
    }

    /// `status` of kept and mirrored objects.
    private var statuses: [StoreKey: Status] = [:]

    /// Whether this is the status that is shown of the object.
    func isStatus(_ status: JSONValue?, of key: StoreKey, uid: String) -> Bool {
        let shown = statuses[key].flatMap { $0.uid == uid ? $0.json : nil }
        return shown == status.map(Self.json)
    }

    mutating func setStatus(_ status: JSONValue?, of key: StoreKey, uid: String, revision: UInt64) {
        statuses[key] = Status(json: status.map(Self.json), uid: uid, revision: revision)
    }

    /// The same status is shown with a newer revision.
    mutating func touchStatus(of key: StoreKey, revision: UInt64) {
        statuses[key, default: Status(json: nil, uid: "", revision: revision)].revision = revision
    }

    /// The object is gone.
    ///
    /// - Returns: Whether there was anything to forget.
    mutating func forgetStatus(of key: StoreKey) -> Bool { statuses.removeValue(forKey: key) != nil }

    /// The object as everyone sees it: with its status, and with the later of the two revisions.
    ///
    /// - Parameter earlier: For a kept object that was read while others may have written: what was shown before. A status
    ///   of meanwhile must not lend its revision to a body that may be older: whoever wrote with that revision would undo
    ///   what was written in between, and whoever watched from there would never hear of it.
    func shown(_ object: StoredObject, readAfter earlier: MemoryObjects? = nil) -> StoredObject {
        guard let status = statuses[object.key], var body = try? object.body() else { return object }
        let revision = earlier.map { $0.statuses[object.key]?.revision ?? 0 } ?? status.revision
        if status.uid == object.uid, let json = status.json {
            body["status"] = json.withBytes { try? JSONValue(parsing: $0) }
        }
        return StoredObject(
            key: object.key,
            body: body,
            revision: max(revision, object.revision),
            file: object.file
        )
    }

    /// The same status is the same bytes.
    private static func json(_ status: JSONValue) -> SecretBytes {
        var writer = JSONWriter()
        writer.write(status)
        return writer.secretBytes()
    }
}
