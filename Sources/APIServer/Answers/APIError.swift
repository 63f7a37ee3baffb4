import KubeObjects

/// Why a request gets no result: the `Status` that Kubernetes' API server would answer. Holds no value.
///
/// Source: k8s.io/apimachinery pkg/api/errors.
struct APIError: Error, Equatable, Sendable {
    /// Kubernetes' words for machines. kubectl 1.20 knows what happened by them alone.
    enum Reason: String, Sendable {
        case badRequest = "BadRequest"
        case unauthorized = "Unauthorized"
        case forbidden = "Forbidden"
        case notFound = "NotFound"
        case methodNotAllowed = "MethodNotAllowed"
        case notAcceptable = "NotAcceptable"
        case alreadyExists = "AlreadyExists"
        case conflict = "Conflict"
        case expired = "Expired"
        case requestEntityTooLarge = "RequestEntityTooLarge"
        case unsupportedMediaType = "UnsupportedMediaType"
        case invalid = "Invalid"
        case tooManyRequests = "TooManyRequests"
        case internalError = "InternalError"
        case serviceUnavailable = "ServiceUnavailable"
    }

    /// One of several things that are wrong.
    struct Cause: Equatable, Sendable {
        var reason: String
        var message: String
        var field: String
    }

    var code: Int
    var reason: Reason
    var message: String
    /// The object or resource that the error is about.
    var name = ""
    var kind = ""
    var uid = ""
    var causes: [Cause] = []
    /// Seconds after which the client may try again by itself.
    var retryAfter: Int?

    init(_ code: Int, _ reason: Reason, _ message: String) {
        self.code = code
        self.reason = reason
        self.message = message
    }

    /// The answer's body.
    var status: JSONValue {
        var details: [String: JSONValue] = [:]
        if !name.isEmpty { details["name"] = .string(name) }
        if !kind.isEmpty { details["kind"] = .string(kind) }
        if !uid.isEmpty { details["uid"] = .string(uid) }
        if let retryAfter { details["retryAfterSeconds"] = .integer(Int64(retryAfter)) }
        if !causes.isEmpty {
            details["causes"] = .array(
                causes.map {
                    ["reason": .string($0.reason), "message": .string($0.message), "field": .string($0.field)]
                }
            )
        }
        var status: JSONValue = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
            "message": .string(message), "reason": .string(reason.rawValue), "code": .integer(Int64(code)),
        ]
        if !details.isEmpty { status["details"] = .object(details) }
        return status
    }
}
