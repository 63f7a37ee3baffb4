import KubeObjects
import ObjectStore

extension APIHandler {
    func get(_ request: APIRequest, _ target: ResourceTarget) async throws -> APIResponse {
        let name = target.name ?? ""
        let form = AcceptHeader(request.accept)
        guard form != .notAcceptable else { throw APIError.notAcceptable }
        guard let object = try await store.object(key(target, name)) else {
            throw APIError.notFound(target.resource, name)
        }
        switch form {
        case .table(let version):
            return APIResponse(
                try table([try object.body()], request, target.resource, version, listMetadata: nil, withColumns: true)
            )
        case .partialMetadata(let version):
            return APIResponse(PartialMetadata.of(try object.body(), version: version))
        case .json, .partialMetadataList, .notAcceptable:
            return APIResponse(object.json)
        }
    }

    func table(
        _ objects: [JSONValue],
        _ request: APIRequest,
        _ resource: Resource,
        _ version: String,
        listMetadata: JSONValue?,
        withColumns: Bool
    ) throws(APIError) -> JSONValue {
        guard let part = IncludeObject(query: request.query.string("includeObject")) else {
            throw .badRequest("includeObject: Unsupported value: supported values: \"None\", \"Metadata\", \"Object\"")
        }
        return TablePrinter.table(
            resource: resource.name,
            objects: objects,
            listMetadata: listMetadata,
            includeObject: part,
            withColumns: withColumns,
            now: now(),
            version: version
        )
    }

    /// A subresource of one object.
    func respond(
        _ request: APIRequest,
        _ target: ResourceTarget,
        _ subresource: Subresource,
        _ verb: Verb
    ) async throws -> APIResponse {
        if subresource.name == "token", verb == .create { return try await createToken(request, target) }
        var object = target
        object.subresource = nil
        return try await get(request, object)
    }
}
