package import KubeObjects

/// The kept objects of a store as a feed for the agent. Objects of manifest files are not among them: they have a feed of
/// their own.
package struct StoreFeed: ObjectFeed {
    /// How long to wait for a store that cannot be read.
    private static let retryInterval: Duration = .seconds(5)

    private let store: ObjectStore

    package let name = "store"

    package init(_ store: ObjectStore) {
        self.store = store
    }

    package func events() -> AsyncStream<FeedEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: FeedEvent.self)
        let task = Task {
            while !Task.isCancelled { await follow(continuation) }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    /// Sends the whole state and then what changes, until the task ends or the history has moved on without us.
    private func follow(_ continuation: AsyncStream<FeedEvent>.Continuation) async {
        var cursor = store.watch(after: store.revision)
        var listed: [StoreKey: UInt64]
        let unreadable: Set<StoreKey>
        do {
            (listed, unreadable) = try await sendAll(continuation)
        } catch {
            continuation.yield(.degraded([FeedProblem(.error, origin: name, message: "\(error)")]))
            continuation.yield(.replaced([]))
            // Once more with the next change, or after a while.
            let again = Task { [cursor] in
                try await Task.sleep(for: Self.retryInterval)
                cursor.nudge()
            }
            defer { again.cancel() }
            for await _ in cursor.wakeups.dropFirst() { return }
            return
        }
        for await _ in cursor.wakeups {
            guard case .changes(let changes) = cursor.next() else { return }
            // What could not be decrypted is gone or written anew: the state may be whole again.
            if changes.contains(where: { unreadable.contains($0.object.key) }) { return }
            // What was listed already must not be replayed: an older state would be published for a moment.
            let new = changes.filter { $0.object.file == nil && $0.revision > listed[$0.object.key, default: 0] }
            listed = [:]
            send(new, continuation)
        }
    }

    /// - Returns: The revisions that were sent, and what is there and cannot be decrypted.
    private func sendAll(
        _ continuation: AsyncStream<FeedEvent>.Continuation
    ) async throws -> (listed: [StoreKey: UInt64], unreadable: Set<StoreKey>) {
        var objects: [KubeObject] = []
        var problems: [FeedProblem] = []
        var listed: [StoreKey: UInt64] = [:]
        var unreadable: Set<StoreKey> = []
        for kind in ObjectKind.allCases {
            var range = ListRange("\(kind.resource)s", limit: 500)
            repeat {
                let page = try await store.keptPage(range)
                problems += page.unreadable.map { FeedProblem(.error, origin: name, message: "\($0)") }
                unreadable.formUnion(page.unreadable.compactMap(\.key))
                for object in page.objects {
                    listed[object.key] = object.revision
                    if let decoded = Self.decode(object, as: kind) { objects.append(decoded) }
                }
                range.after = page.next
            } while range.after != nil
        }
        continuation.yield(.degraded(problems))
        continuation.yield(.replaced(objects))
        return (listed, unreadable)
    }

    private func send(_ changes: [Change], _ continuation: AsyncStream<FeedEvent>.Continuation) {
        var applied: [KubeObject] = []
        var deleted: [ObjectKey] = []
        for change in changes {
            guard let key = change.object.key.objectKey else { continue }
            // Later steps win over earlier ones of the same batch.
            applied.removeAll { $0.key == key }
            deleted.removeAll { $0 == key }
            if change.kind == .deleted {
                deleted.append(key)
            } else if let object = Self.decode(change.object, as: key.kind) {
                applied.append(object)
            }
        }
        if !applied.isEmpty || !deleted.isEmpty { continuation.yield(.changed(applied: applied, deleted: deleted)) }
    }

    /// What is in the store was validated on its way in, so that nothing is to be said about it here.
    private static func decode(_ object: StoredObject, as kind: ObjectKind) -> KubeObject? {
        let node = object.json.withBytes { bytes in try? DocumentNode(parsingJSON: bytes) }
        return node.map { node in
            let object = KubeObject(node, as: kind, log: DecodingLog())
            // The store has the documents; of a Pod more is of use than what is decoded, to whoever runs its command.
            return kind == .pod ? object : object.withoutDocument()
        }
    }
}
