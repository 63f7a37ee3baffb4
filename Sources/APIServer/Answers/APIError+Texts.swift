import KubeObjects
import ObjectStore

/// Kubernetes' texts.
extension APIError {
    static let unknownPath = APIError(404, .notFound, "the server could not find the requested resource")

    static let unauthorized = APIError(401, .unauthorized, "Unauthorized")

    static func badRequest(_ message: String) -> APIError { APIError(400, .badRequest, message) }

    static func notFound(_ resource: Resource, _ name: String) -> APIError {
        about(resource, name, APIError(404, .notFound, "\(resource.name) \(name.goQuoted) not found"))
    }

    static func alreadyExists(_ resource: Resource, _ name: String) -> APIError {
        about(resource, name, APIError(409, .alreadyExists, "\(resource.name) \(name.goQuoted) already exists"))
    }

    static func forbidden(_ resource: Resource, _ name: String, _ why: String) -> APIError {
        let named = name.isEmpty ? "" : " \(name.goQuoted)"
        return about(resource, name, APIError(403, .forbidden, "\(resource.name)\(named) is forbidden: \(why)"))
    }

    /// The object comes from a manifest file.
    static func readOnly(_ resource: Resource, _ name: String, file: String) -> APIError {
        forbidden(resource, name, "it comes from the manifest file \(file); edit that file")
    }

    static func conflict(_ resource: Resource, _ name: String, _ why: String) -> APIError {
        let message = "Operation cannot be fulfilled on \(resource.name) \(name.goQuoted): \(why)"
        return about(resource, name, APIError(409, .conflict, message))
    }

    static func modified(_ resource: Resource, _ name: String) -> APIError {
        conflict(
            resource,
            name,
            "the object has been modified; please apply your changes to the latest version and try again"
        )
    }

    static func methodNotAllowed() -> APIError {
        APIError(405, .methodNotAllowed, "the server does not allow this method on the requested resource")
    }

    static func tooLarge(limit: Int) -> APIError {
        APIError(413, .requestEntityTooLarge, "Request entity too large: limit is \(limit)")
    }

    static func unsupportedMediaType(_ supported: String) -> APIError {
        let message = "the body of the request was in an unknown format - accepted media types include: \(supported)"
        return APIError(415, .unsupportedMediaType, message)
    }

    static let notAcceptable = APIError(
        406,
        .notAcceptable,
        "only the following media types are accepted: application/json"
    )

    /// `resource` of the wrong place.
    static func expired(_ message: String) -> APIError { APIError(410, .expired, message) }

    static func tooManyRequests(_ message: String) -> APIError {
        var error = APIError(429, .tooManyRequests, message)
        error.retryAfter = 1
        return error
    }

    static func invalid(_ kind: String, _ name: String, _ errors: [FieldError]) -> APIError {
        let list = errors.count == 1 ? "\(errors[0])" : "[\(errors.map(\.description).joined(separator: ", "))]"
        var error = APIError(422, .invalid, "\(kind) \(name.goQuoted) is invalid: \(list)")
        error.name = name
        error.kind = kind
        error.causes = errors.map { Cause(reason: $0.kind.reason, message: $0.body, field: $0.path) }
        return error
    }

    /// A body that is no object of its kind.
    static func undecodable(_ kind: String, _ why: String) -> APIError {
        badRequest("\(kind) in version \"v1\" cannot be handled as a \(kind): \(why)")
    }

    init(_ error: StoreError) {
        switch error {
        case .database:
            // Full disks and the like pass; clients try again by themselves.
            self.init(503, .serviceUnavailable, "the store cannot be used: \(error)")
            retryAfter = 1
        default:
            self.init(500, .internalError, "Internal error occurred: \(error)")
        }
    }

    private static func about(_ resource: Resource, _ name: String, _ error: APIError) -> APIError {
        var error = error
        error.name = name
        error.kind = resource.name
        return error
    }
}

extension FieldError.Kind {
    /// The reason in a Status' causes. Source: k8s.io/apimachinery pkg/util/validation/field ErrorType.
    fileprivate var reason: String {
        switch self {
        case .required: "FieldValueRequired"
        case .invalid, .invalidNumber: "FieldValueInvalid"
        case .duplicate: "FieldValueDuplicate"
        case .notSupported: "FieldValueNotSupported"
        case .notFound: "FieldValueNotFound"
        case .forbidden: "FieldValueForbidden"
        case .tooLong: "FieldValueTooLong"
        case .typeInvalid: "FieldValueTypeInvalid"
        }
    }
}
