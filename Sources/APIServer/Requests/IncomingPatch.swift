import KubeObjects

/// The body of a PATCH and what kind of patch it is.
struct IncomingPatch: Sendable {
    private enum Kind: Sendable {
        case json
        case merge
        case strategic
        case apply(force: Bool)
    }

    private static let supported =
        "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, "
        + "application/apply-patch+yaml"

    private let kind: Kind
    private let patch: JSONValue
    private let manager: String

    var isApply: Bool {
        if case .apply = kind { true } else { false }
    }

    /// - Throws: `APIError` 400, 415 and 422.
    init(_ request: APIRequest) throws(APIError) {
        manager = request.fieldManager
        switch request.contentType {
        case "application/json-patch+json": kind = .json
        case "application/merge-patch+json": kind = .merge
        case "application/strategic-merge-patch+json": kind = .strategic
        case "application/apply-patch+yaml":
            guard let manager = request.query.string("fieldManager"), !manager.isEmpty else {
                let error = FieldError("fieldManager", .required, "is required for apply patch")
                throw .invalid("PatchOptions", "", [error]).grouped("meta.k8s.io")
            }
            kind = .apply(force: request.query.bool("force"))
            patch = try BodyReader.yaml(request.body)
            return
        default: throw .unsupportedMediaType(Self.supported)
        }
        patch = try BodyReader.json(request.body)
    }

    /// The whole object after the patch.
    ///
    /// - Parameters:
    ///   - stored: For server-side apply without its revision, and nil where the object is new.
    ///   - time: Now, RFC 3339.
    func applied(
        to stored: JSONValue?,
        _ target: ResourceTarget,
        nodeName: String,
        time: String
    ) throws(APIError) -> JSONValue {
        do throws(PatchError) {
            switch kind {
            case .json: return try JSONPatch.apply(patch, to: stored ?? .null)
            case .merge:
                guard case .object = patch else { throw PatchError.malformed("a merge patch must be an object") }
                return MergePatch.apply(patch, to: stored ?? .null)
            case .strategic:
                return try StrategicMergePatch.apply(patch, to: stored ?? .null, kind: target.resource.kind)
            case .apply: break
            }
        } catch {
            switch error {
            case .malformed(let text): throw .badRequest(text)
            case .rejected: throw APIError(422, .invalid, "\(error)")
            case .tooLarge: throw APIError(413, .requestEntityTooLarge, "\(error)")
            }
        }
        return try appliedServerSide(to: stored, target, nodeName: nodeName, time: time)
    }

    private func appliedServerSide(
        to stored: JSONValue?,
        _ target: ResourceTarget,
        nodeName: String,
        time: String
    ) throws(APIError) -> JSONValue {
        var force = false
        if case .apply(let isForced) = kind { force = isForced }
        // What the client applies, in the form in which it is stored: `stringData` is `data` there.
        var configuration = patch
        if target.resource == .secrets {
            let folded = try CanonicalForm.of(patch, target.resource, nodeName: nodeName)
            configuration["data"] = folded["data"]
            configuration["stringData"] = nil
        }
        do throws(ApplyError) {
            return try ServerSideApply.apply(
                configuration,
                to: stored,
                kind: target.resource.kind,
                manager: manager,
                force: force,
                time: time
            )
        } catch {
            switch error {
            case .malformed(let text): throw .badRequest(text)
            case .conflicts(let conflicts):
                var answer = APIError(409, .conflict, "\(error)")
                answer.causes = conflicts.map {
                    APIError.Cause(reason: "FieldManagerConflict", message: $0.message, field: $0.field)
                }
                throw answer
            }
        }
    }
}

extension APIError {
    /// Kubernetes names the group of kinds outside the core behind their name.
    fileprivate func grouped(_ group: String) -> APIError {
        var error = self
        error.message = message.replacingFirst(kind, by: "\(kind).\(group)")
        return error
    }
}

extension String {
    fileprivate func replacingFirst(_ text: String, by replacement: String) -> String {
        hasPrefix(text) ? replacement + dropFirst(text.count) : self
    }
}
