import KubeObjects
import ObjectStore

/// One open watch: writes what changes, one JSON object a line, until its time is over or the client goes.
struct WatchStream: Sendable {
    /// Seconds between bookmarks to those who allow them.
    private static let bookmarkInterval: Int64 = 60

    let handler: APIHandler
    let target: ResourceTarget
    let request: APIRequest
    let wanted: WatchRequest
    let presence: ClientPresence

    typealias Write = (SecretBytes) async throws -> Void

    func run(_ write: Write) async throws {
        let store = handler.store
        var cursor = store.watch(after: wanted.after ?? store.revision)
        presence.onLeave { [cursor] in cursor.nudge() }
        // The connection knows the client, and lives on: nothing of this watch may.
        defer {
            cursor.end()
            presence.leave()
        }
        let start = ContinuousClock.now
        let end = start + .seconds(wanted.timeout)
        var columns = true
        var listed: [StoreKey: UInt64] = [:]
        if wanted.after == nil { listed = try await writeInitial(&columns, write) }
        if wanted.sendsInitialEvents {
            try await write(bookmark(cursor.revision, isEndOfInitialEvents: true))
        }
        var nextBookmark = start + .seconds(Self.bookmarkInterval)
        let ticker = Task { [cursor, wanted] in
            var next = ContinuousClock.now
            // Also where this begins late: the last nudge comes after the end.
            repeat {
                next = wanted.allowsBookmarks ? min(end, .now + .seconds(Self.bookmarkInterval)) : end
                try await Task.sleep(until: next)
                cursor.nudge()
            } while next < end
        }
        defer { ticker.cancel() }
        for await _ in cursor.wakeups {
            if presence.isGone { return }
            switch cursor.next() {
            case .expired:
                try await write(expired)
                return
            case .changes(let changes):
                for change in changes where change.revision > listed[change.object.key, default: 0] {
                    if let line = try line(change, &columns) { try await write(line) }
                }
                listed = [:]
            }
            if wanted.allowsBookmarks, ContinuousClock.now >= min(nextBookmark, end) {
                try await write(bookmark(cursor.revision))
                nextBookmark = .now + .seconds(Self.bookmarkInterval)
            }
            if ContinuousClock.now >= end { return }
        }
    }

    /// - Returns: The revisions that were written, so that no older one follows.
    private func writeInitial(_ columns: inout Bool, _ write: Write) async throws -> [StoreKey: UInt64] {
        var listed: [StoreKey: UInt64] = [:]
        var range = ListRange(target.resource.name, namespace: target.namespace, limit: ListRequest.chunk)
        repeat {
            let page = try await handler.store.page(range)
            for object in page.objects {
                listed[object.key] = object.revision
                guard target.name == nil || object.key.name == target.name else { continue }
                if !wanted.selection.isEverything, !wanted.selection.matches(try object.body()) { continue }
                try await write(try line("ADDED", object, &columns))
            }
            range.after = page.next
        } while range.after != nil
        return listed
    }

    /// The line for a change; nil where it is none for this watch. What begins to match is added, what ceases to is gone.
    private func line(_ change: Change, _ columns: inout Bool) throws -> SecretBytes? {
        let key = change.object.key
        guard key.resource == target.resource.name, target.namespace == nil || target.namespace == key.namespace,
            target.name == nil || target.name == key.name
        else { return nil }
        var kind = change.kind
        if !wanted.selection.isEverything {
            let matched = try change.previous.map { wanted.selection.matches(try $0.body()) } ?? false
            let matches = try change.kind != .deleted && wanted.selection.matches(change.body())
            switch (matched, matches) {
            case (true, true): kind = .modified
            case (false, true): kind = .added
            case (true, false):
                // As it was when it still matched. Source: k8s.io/apiserver pkg/storage/cacher.
                if change.kind != .deleted, let previous = change.previous {
                    return try line("DELETED", try previous.withRevision(change.revision), &columns)
                }
                kind = .deleted
            case (false, false): return nil
            }
        }
        return try line(kind.rawValue, change.object, &columns)
    }

    private func line(_ type: String, _ object: StoredObject, _ columns: inout Bool) throws -> SecretBytes {
        switch wanted.form {
        case .table(let version):
            let table = try handler.table(
                [try object.body()],
                request,
                target.resource,
                version,
                listMetadata: nil,
                withColumns: columns
            )
            columns = false
            return Self.line(["type": .string(type), "object": table])
        case .partialMetadata(let version), .partialMetadataList(let version):
            return Self.line(
                ["type": .string(type), "object": PartialMetadata.of(try object.body(), version: version)]
            )
        case .json, .notAcceptable:
            return Self.line(type, object.json)
        }
    }

    private func bookmark(_ revision: UInt64, isEndOfInitialEvents: Bool = false) -> SecretBytes {
        var metadata: JSONValue = ["resourceVersion": .string("\(revision)")]
        if isEndOfInitialEvents { metadata["annotations"] = ["k8s.io/initial-events-end": "true"] }
        let object: JSONValue = ["kind": .string(target.resource.kind), "apiVersion": "v1", "metadata": metadata]
        return Self.line(["type": "BOOKMARK", "object": object])
    }

    /// In the stream: kubectl 1.36 does not stop to ask again after an HTTP status of 410.
    private var expired: SecretBytes {
        let newest = handler.store.revision
        let error = APIError.expired("too old resource version: \(wanted.after ?? newest) (\(newest))")
        return Self.line(["type": "ERROR", "object": error.status])
    }

    /// One object, and the end of its line.
    static func line(_ value: JSONValue) -> SecretBytes {
        var writer = JSONWriter(capacity: 1024)
        writer.write(value)
        return ended(writer.secretBytes(), prefix: "", suffix: "\n")
    }

    /// Around the stored bytes, which need not be parsed for it.
    private static func line(_ type: String, _ json: SecretBytes) -> SecretBytes {
        ended(json, prefix: "{\"type\":\"\(type)\",\"object\":", suffix: "}\n")
    }

    private static func ended(_ json: SecretBytes, prefix: String, suffix: String) -> SecretBytes {
        let (prefix, suffix) = (Array(prefix.utf8), Array(suffix.utf8))
        return SecretBytes(capacity: prefix.count + json.count + suffix.count) { buffer in
            buffer.copyBytes(from: prefix)
            json.withBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[prefix.count...]).copyMemory(from: $0) }
            UnsafeMutableRawBufferPointer(rebasing: buffer[(prefix.count + json.count)...]).copyBytes(from: suffix)
            return buffer.count
        }
    }
}

extension APIHandler {
    func watch(_ request: APIRequest, _ target: ResourceTarget) throws(APIError) -> APIResponse {
        let wanted = try WatchRequest(request, target.resource, random: random())
        return try watching(request) { presence, write in
            let stream = WatchStream(
                handler: self,
                target: target,
                request: request,
                wanted: wanted,
                presence: presence
            )
            try await stream.run(write)
        }
    }

    /// An answer that goes on for as long as the client is there.
    ///
    /// - Throws: `APIError` 429 for one watch too many.
    func watching(
        _ request: APIRequest,
        _ run: @escaping @Sendable (ClientPresence, WatchStream.Write) async throws -> Void
    ) throws(APIError) -> APIResponse {
        let user = request.user.name
        try watches.take(user)
        let presence = ClientPresence()
        var response = APIResponse { write in try await run(presence, write) }
        response.presence = presence
        response.atEnd = { [watches] in watches.giveBack(user) }
        return response
    }
}
