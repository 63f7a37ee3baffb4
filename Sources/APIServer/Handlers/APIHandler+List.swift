import KubeObjects
import ObjectStore

extension APIHandler {
    func list(_ request: APIRequest, _ target: ResourceTarget) async throws -> APIResponse {
        let wanted = try ListRequest(request, target, newest: store.revision, floor: store.oldestRevision)
        switch AcceptHeader(request.accept) {
        case .table(let version): return try await listTable(request, target, wanted, version)
        case .partialMetadataList(let version), .partialMetadata(let version):
            let found = try await collect(target, wanted)
            return answer(
                PartialMetadata.list(found.bodies, metadata: metadata(wanted, found.next), version: version),
                found.unreadable
            )
        case .json: return try await listObjects(target, wanted)
        case .notAcceptable: throw APIError.notAcceptable
        }
    }

    private func listTable(
        _ request: APIRequest,
        _ target: ResourceTarget,
        _ wanted: ListRequest,
        _ version: String
    ) async throws -> APIResponse {
        let found = try await collect(target, wanted)
        let table = try table(
            found.bodies,
            request,
            target.resource,
            version,
            listMetadata: metadata(wanted, found.next),
            withColumns: true
        )
        return answer(table, found.unreadable)
    }

    /// Short lists at once; long ones as they are read.
    private func listObjects(_ target: ResourceTarget, _ wanted: ListRequest) async throws -> APIResponse {
        let reader = ListReader(store: store, target: target, wanted: wanted)
        let first = try await reader.chunk(after: wanted.after, room: wanted.limit)
        if first.next == nil || first.isFull {
            var text = JSONPieces()
            text.begin()
            text.add(first.objects)
            text.end(listTail(target, metadata(wanted, first.next)))
            var response = APIResponse(text.take())
            response.warn(first.unreadable.map { "\($0)" })
            return response
        }
        let tail = listTail(target, metadata(wanted, nil))
        var response = APIResponse { [wanted] write in
            var piece = first
            var room = wanted.limit
            var text = JSONPieces()
            text.begin()
            while true {
                text.add(piece.objects)
                try await write(text.take())
                room = room.map { $0 - piece.objects.count }
                guard let next = piece.next, !piece.isFull else {
                    let end = piece.next.map { self.listTail(target, self.metadata(wanted, $0)) }
                    text.end(end ?? tail)
                    try await write(text.take())
                    return
                }
                piece = try await reader.chunk(after: next, room: room)
            }
        }
        response.warn(first.unreadable.map { "\($0)" })
        return response
    }

    /// All that follows the items: members of a JSON object, without the bracket that ends it.
    private func listTail(_ target: ResourceTarget, _ metadata: JSONValue) -> JSONValue {
        ["kind": .string(target.resource.listKind), "apiVersion": "v1", "metadata": metadata]
    }

    func metadata(_ wanted: ListRequest, _ next: StoreKey?) -> JSONValue {
        var metadata: JSONValue = ["resourceVersion": .string("\(wanted.revision)")]
        if let next { metadata["continue"] = .string(wanted.continueToken(after: next)) }
        return metadata
    }

    private func collect(
        _ target: ResourceTarget,
        _ wanted: ListRequest
    ) async throws -> (bodies: [JSONValue], next: StoreKey?, unreadable: [StoreError]) {
        let reader = ListReader(store: store, target: target, wanted: wanted)
        var bodies: [JSONValue] = []
        var unreadable: [StoreError] = []
        var after = wanted.after
        while true {
            let piece = try await reader.chunk(after: after, room: wanted.limit.map { $0 - bodies.count })
            for object in piece.objects { bodies.append(try object.body()) }
            unreadable += piece.unreadable
            after = piece.next
            if after == nil || piece.isFull { return (bodies, after, unreadable) }
        }
    }

    private func answer(_ value: JSONValue, _ unreadable: [StoreError]) -> APIResponse {
        var response = APIResponse(value)
        response.warn(unreadable.map { "\($0)" })
        return response
    }
}
