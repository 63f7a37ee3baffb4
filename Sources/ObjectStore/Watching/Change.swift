package import KubeObjects
import Synchronization

/// One step of the store, as watchers are told of it.
package final class Change: Sendable {
    package enum Kind: String, Sendable {
        case added = "ADDED"
        case modified = "MODIFIED"
        case deleted = "DELETED"
    }

    package let kind: Kind
    /// The new state; for a deletion the last one, with the revision of the deletion.
    package let object: StoredObject
    /// What was there before, for those who select by labels or fields.
    package let previous: StoredObject?
    private let parsed = Mutex<JSONValue?>(nil)

    package var revision: UInt64 { object.revision }
    /// Bytes of both states.
    var size: Int { object.json.count + (previous?.json.count ?? 0) }

    init(_ kind: Kind, _ object: StoredObject, previous: StoredObject?) {
        self.kind = kind
        self.object = object
        self.previous = previous
    }

    /// The object as a tree, parsed once for all watchers.
    package func body() throws(StoreError) -> JSONValue {
        if let body = parsed.withLock({ $0 }) { return body }
        let body = try object.body()
        parsed.withLock { $0 = body }
        return body
    }
}
