import KubeObjects
import ObjectStore

extension APIHandler {
    /// Everything that is no resource: documents about the API, health, reviews.
    func other(_ request: APIRequest) async throws -> APIResponse {
        if let answer = try await review(request) { return answer }
        let decision = authorizer.decide(user: request.user, verb: request.method.lowercased(), path: request.path)
        if case .deny(let reason) = decision {
            if request.user == .anonymous { throw APIError.unauthorized }
            throw APIError(403, .forbidden, "forbidden: \(reason)")
        }
        if let answer = try await control(request) { return answer }
        guard request.method == "GET" else {
            throw Self.documents.contains(request.path) ? APIError.methodNotAllowed() : .unknownPath
        }
        if let document = Discovery.response(path: request.path, accept: request.accept) {
            var response = APIResponse(document.body)
            response.contentType = document.contentType
            return response
        }
        switch request.path {
        case "/version", "/version/": return APIResponse(versionDocument)
        case "/healthz", "/livez": return APIResponse(text: "ok")
        case "/readyz": return try await ready()
        case "/openapi/v2": return Self.openAPI(OpenAPI.v2, request)
        case "/openapi/v3": return Self.openAPI(OpenAPI.v3Root, request)
        case "/openapi/v3/api/v1": return Self.openAPI(OpenAPI.v3CoreV1, request)
        default:
            if request.path.hasPrefix("/api") { throw APIError.unknownPath }
            return APIResponse(text: "404 page not found\n", code: 404)
        }
    }

    /// What there is to get, beside discovery.
    private static let documents: Set<String> = [
        "/api", "/apis", "/api/v1", "/version", "/healthz", "/livez", "/readyz", "/openapi/v2", "/openapi/v3",
        "/openapi/v3/api/v1",
    ]

    /// Whether the store can be read.
    private func ready() async throws -> APIResponse {
        _ = try await store.object(StoreKey(Resource.namespaces.name, name: "default"))
        return APIResponse(text: "ok")
    }

    private static func openAPI(_ document: OpenAPIDocument, _ request: APIRequest) -> APIResponse {
        guard request.ifNoneMatch != document.etag else {
            var response = APIResponse(document: [], contentType: document.contentType)
            response.code = 304
            response.headers.append(("ETag", document.etag))
            return response
        }
        var response = APIResponse(document: document.bytes, contentType: document.contentType)
        response.headers.append(("ETag", document.etag))
        if request.query.string("hash") == document.hash {
            // The address names the content, so it never changes.
            response.headers.append(("Cache-Control", "public, immutable"))
            response.headers.append(("Expires", "Thu, 31 Dec 2099 23:59:59 GMT"))
        }
        return response
    }

    /// What `kubectl version` reads: the version of the API that we speak, with ours behind it.
    private var versionDocument: JSONValue {
        [
            "major": "1", "minor": "32", "gitVersion": .string("v1.32.0-secretd.\(version)"), "gitCommit": "",
            "gitTreeState": "clean", "buildDate": "1970-01-01T00:00:00Z", "goVersion": "", "compiler": "swift",
            "platform": "linux/amd64",
        ]
    }
}
