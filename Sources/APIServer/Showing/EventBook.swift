import KubeObjects
import ObjectStore

/// Writes Events as Kubernetes does: what happens again counts up, and what is an hour old goes.
struct EventBook: Sendable {
    /// Seconds. Source: kube-apiserver `--event-ttl`.
    private static let life: Int64 = 3600

    /// The Event's name for what has happened before.
    private var known: [PodEvent: String] = [:]
    private var lastPruning: Int64 = 0

    /// Writes all of `events` in one transaction.
    mutating func record(_ events: [PodEvent], _ handler: APIHandler) async throws {
        guard !events.isEmpty else { return }
        let now = handler.now()
        let known = known
        let written = try await handler.store.write { transaction in
            var names: [PodEvent: String] = [:]
            for event in events {
                names[event] = try Self.write(event, names[event] ?? known[event], handler, now, &transaction)
            }
            return names
        }
        self.known.merge(written.compactMapValues(\.self)) { $1 }
        if self.known.count > 4096 { self.known = [:] }
        if now - lastPruning > 300 {
            lastPruning = now
            try await prune(handler, now)
        }
    }

    /// - Returns: The Event's name; nil where the Pod is not there any more.
    private static func write(
        _ event: PodEvent,
        _ name: String?,
        _ handler: APIHandler,
        _ now: Int64,
        _ transaction: inout StoreTransaction
    ) throws -> String? {
        let podKey = StoreKey(Resource.pods.name, namespace: event.namespace, name: event.pod)
        // One that cannot be decrypted must not cost the others their Events.
        guard let pod = try? transaction.object(podKey) else { return nil }
        let time = JSONValue.string(Timestamp.text(now))
        if let name {
            let key = StoreKey(Resource.events.name, namespace: event.namespace, name: name)
            if var body = try? transaction.object(key)?.body(), body.value(at: "involvedObject", "uid")?.text == pod.uid
            {
                body["count"] = .integer((body["count"]?.integer ?? 1) + 1)
                body["lastTimestamp"] = time
                try transaction.put(key, body)
                return name
            }
        }
        let name = "\(event.pod).\(String(handler.random(), radix: 16))"
        var body: JSONValue = [
            "apiVersion": "v1", "kind": "Event",
            "metadata": ["name": .string(name), "namespace": .string(event.namespace)],
            "involvedObject": [
                "kind": "Pod", "apiVersion": "v1", "namespace": .string(event.namespace), "name": .string(event.pod),
                "uid": .string(pod.uid),
            ],
            "type": .string(event.type), "reason": .string(event.reason), "message": .string(event.message),
            "source": ["component": "secretd", "host": .string(handler.rules.nodeName)],
            "reportingComponent": "secretd", "reportingInstance": .string(handler.rules.nodeName),
            "firstTimestamp": time, "lastTimestamp": time, "count": 1,
        ]
        ServerMetadata.begin(&body, uid: ServerMetadata.uid(handler.random(), handler.random()), now: now)
        try transaction.put(StoreKey(Resource.events.name, namespace: event.namespace, name: name), body)
        return name
    }

    private func prune(_ handler: APIHandler, _ now: Int64) async throws {
        var old: [StoreKey] = []
        var range = ListRange(Resource.events.name, limit: ListRequest.chunk)
        repeat {
            let page = try await handler.store.page(range)
            for object in page.objects {
                let body = try object.body()
                let time = body["lastTimestamp"]?.text ?? body.value(at: "metadata", "creationTimestamp")?.text ?? ""
                if let seconds = Timestamp.parse(time), now - seconds > Self.life { old.append(object.key) }
            }
            range.after = page.next
        } while range.after != nil
        guard !old.isEmpty else { return }
        let expired = old
        try await handler.store.write { transaction in
            for key in expired { try transaction.delete(key) }
        }
    }
}
