package import KubeObjects
package import Logging
package import ObjectStore

/// A feed of manifest files that is also shown in the API, where nobody can write to its objects.
///
/// The agent hears of every event first, and the store afterwards.
package struct MirroredFeed: ObjectFeed {
    private let base: any ObjectFeed
    private let store: ObjectStore
    private let nodeName: String
    private let logger: Logger
    private let now: @Sendable () -> Int64
    private let uid: @Sendable (KubeObject) -> String?
    private let origin: @Sendable (ObjectKey) -> String?

    package var name: String { base.name }

    /// - Parameters:
    ///   - uid: The uid that others know an object by; nil where there is none.
    ///   - origin: The file that an object comes from.
    package init(
        _ base: any ObjectFeed,
        store: ObjectStore,
        nodeName: String,
        logger: Logger,
        now: @escaping @Sendable () -> Int64,
        uid: @escaping @Sendable (KubeObject) -> String?,
        origin: @escaping @Sendable (ObjectKey) -> String?
    ) {
        self.base = base
        self.store = store
        self.nodeName = nodeName
        self.logger = logger
        self.now = now
        self.uid = uid
        self.origin = origin
    }

    package func events() -> AsyncStream<FeedEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: FeedEvent.self)
        let (copies, copy) = AsyncStream.makeStream(of: FeedEvent.self)
        let task = Task {
            for await event in base.events() {
                continuation.yield(event)
                copy.yield(event)
            }
            continuation.finish()
            copy.finish()
        }
        // Apart, because the store may be busy, and volumes do not wait for it.
        let showing = Task {
            var isWhole = true
            for await event in copies {
                switch event {
                case .degraded(let problems): isWhole = problems.allSatisfy { $0.severity != .error }
                case .replaced(let objects): await show(objects, deleted: [], removesOthers: isWhole)
                case .changed(let applied, let deleted): await show(applied, deleted: deleted, removesOthers: false)
                }
            }
        }
        continuation.onTermination = { _ in
            task.cancel()
            showing.cancel()
        }
        return stream
    }

    private func show(_ applied: [KubeObject], deleted: [ObjectKey], removesOthers: Bool) async {
        let files = FileObjects(nodeName: nodeName, now: now())
        // What is shown is a courtesy; volumes do not wait for it and do not fail with it.
        let hidden = try? await store.show { transaction in
            var hidden: [ObjectKey] = []
            var gone = Set(deleted.map { StoreKey($0) })
            if removesOthers { gone.formUnion(transaction.fileKeys.filter { $0.resource != Resource.namespaces.name }) }
            for object in applied {
                let key = StoreKey(object.key)
                gone.remove(key)
                let old = transaction.object(key).flatMap { $0.file == nil ? nil : try? $0.body() }
                let created = old?.value(at: "metadata", "creationTimestamp")?.text
                guard let body = files.body(of: object, uid: uid(object), created: created) else { continue }
                let file = origin(object.key) ?? base.name
                if let kept = transaction.object(key), kept.file == nil { hidden.append(object.key) }
                let resource = Resource.named(key.resource) ?? .secrets
                if let old, old.value(at: "metadata", "annotations") == body.value(at: "metadata", "annotations"),
                    transaction.object(key)?.file == file,
                    ObjectWriter.comparable(old, resource) == ObjectWriter.comparable(body, resource)
                {
                    continue
                }
                transaction.mirror(key, body, file: file)
            }
            for key in gone.sorted() { transaction.unmirror(key) }
            showNamespaces(files, &transaction)
            return hidden
        }
        for key in hidden ?? [] {
            logger.notice(
                "a manifest hides the API's object of the same name",
                metadata: ["object": "\(key)", "file": "\(origin(key) ?? base.name)"]
            )
        }
    }

    /// Shows the namespaces that only files speak of.
    private func showNamespaces(_ files: FileObjects, _ transaction: inout MemoryTransaction) {
        var needed: [String: String] = [:]
        for key in transaction.fileKeys where !key.namespace.isEmpty {
            needed[key.namespace] = transaction.object(key)?.file ?? base.name
        }
        for (name, file) in needed {
            let key = StoreKey(Resource.namespaces.name, name: name)
            if transaction.object(key) == nil, let body = files.namespace(name) {
                transaction.mirror(key, body, file: file)
            }
        }
        for key in transaction.fileKeys where key.resource == Resource.namespaces.name && needed[key.name] == nil {
            transaction.unmirror(key)
        }
    }
}
