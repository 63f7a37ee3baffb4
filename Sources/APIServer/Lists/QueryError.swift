import KubeObjects

/// Why a query was refused; what Kubernetes answers 400 BadRequest to.
enum QueryError: Error, Hashable, Sendable {
    /// A `%` without two hexadecimal digits behind it; with what stands there.
    case badEscape(String)
    /// The bytes that the escapes stand for are no text.
    case invalidUTF8
    case notInteger(String)
    case outOfRange(String)
}

extension QueryError: CustomStringConvertible {
    /// Go's texts, where it has one.
    var description: String {
        switch self {
        case .badEscape(let text): "invalid URL escape \(text.goQuoted)"
        case .invalidUTF8: "invalid UTF-8 in the query"
        case .notInteger(let text): "strconv.ParseInt: parsing \(text.goQuoted): invalid syntax"
        case .outOfRange(let text): "strconv.ParseInt: parsing \(text.goQuoted): value out of range"
        }
    }
}
