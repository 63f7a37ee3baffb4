import KubeObjects

/// An object from a request, checked as far as it can be without the stored one.
struct IncomingObject: Sendable {
    /// In canonical form.
    var object: JSONValue
    /// For the client.
    var warnings: [String]

    /// Compares the body with its kind's schema and brings it into its canonical form.
    ///
    /// - Throws: `APIError` 400 for values of another type, and for unknown fields where the client is strict.
    init(
        _ body: JSONValue,
        _ resource: Resource,
        validation: FieldValidation,
        nodeName: String
    ) throws(APIError) {
        let check = FieldCheck(body, kind: resource.kind)
        if let error = check.typeError { throw .undecodable(resource.kind, error) }
        warnings = []
        if !check.unknown.isEmpty {
            let texts = check.unknown.map { "unknown field \($0.goQuoted)" }
            switch validation {
            case .strict:
                throw .undecodable(resource.kind, "strict decoding error: \(texts.joined(separator: ", "))")
            case .warn: warnings += texts
            case .ignore: break
            }
        }
        object = try CanonicalForm.of(body, resource, nodeName: nodeName)
    }
}
