import KubeObjects

/// Reads the body of a request as a tree.
enum BodyReader {
    private static let supported = "application/json, application/yaml, application/vnd.kubernetes.protobuf"

    /// The object in the body, with `apiVersion` and `kind`.
    ///
    /// A body without a content type is JSON: kubectl up to 1.20 sends none.
    /// - Throws: `APIError` 400 and 415.
    static func object(_ request: APIRequest, kind: String, version: String = "v1") throws(APIError) -> JSONValue {
        var body = try tree(request)
        guard case .object = body else { throw .badRequest("the body of the request is no object") }
        if let found = body["kind"]?.text, !found.isEmpty, found != kind {
            let why = "converting (v1.\(found)) to (core.\(kind)): unknown conversion"
            throw .badRequest("\(found) in version \"v1\" cannot be handled as a \(kind): \(why.printable)")
        }
        if let found = body["apiVersion"]?.text, !found.isEmpty, found != version {
            let message = "the API version in the data (\(found)) does not match the expected API version (\(version))"
            throw .badRequest(message.printable)
        }
        body["kind"] = .string(kind)
        body["apiVersion"] = .string(version)
        return body
    }

    /// The body of a DELETE, which may be empty.
    static func deleteOptions(_ request: APIRequest) throws(APIError) -> JSONValue {
        guard request.body.count > 0 else { return [:] }
        let body = try tree(request)
        guard case .object = body else { throw .badRequest("the body of the request is no object") }
        return body
    }

    /// JSON, or YAML, which is a superset of it for what kubectl sends.
    static func tree(_ request: APIRequest) throws(APIError) -> JSONValue {
        switch request.contentType {
        case "", "application/json", "*/*": return try json(request.body)
        case "application/yaml", "application/x-yaml", "text/yaml": return try yaml(request.body)
        case KubeProtobuf.mediaType:
            do throws(ProtobufError) {
                return try request.body.withBytes { (bytes) throws(ProtobufError) in try KubeProtobuf.decode(bytes) }
            } catch {
                throw .badRequest("\(error)")
            }
        default: throw .unsupportedMediaType(supported)
        }
    }

    static func json(_ body: SecretBytes) throws(APIError) -> JSONValue {
        do throws(DocumentError) {
            return try body.withBytes { (bytes) throws(DocumentError) in try JSONValue(parsing: bytes) }
        } catch {
            throw .badRequest("the body of the request is no valid JSON: \(error)")
        }
    }

    static func yaml(_ body: SecretBytes) throws(APIError) -> JSONValue {
        let stream = body.withBytes { DocumentStream($0) }
        if let error = stream.error { throw .badRequest("the body of the request is no valid YAML: \(error)") }
        guard stream.documents.count == 1 else {
            throw .badRequest("the body of the request must be one YAML document")
        }
        return stream.documents[0].json
    }
}
