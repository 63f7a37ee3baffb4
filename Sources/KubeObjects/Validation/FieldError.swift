/// One complaint about one field, in Kubernetes' words.
///
/// Source: k8s.io/apimachinery pkg/util/validation/field.
package struct FieldError: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case required
        /// The value is shown only where it cannot be secret: names, paths.
        case invalid(value: String)
        /// As `invalid`, for a field that holds a number: modes, ids, seconds. Shown without quotes.
        case invalidNumber(Int64)
        case duplicate(value: String)
        case notSupported(value: String)
        case notFound(value: String)
        case forbidden
        case tooLong
        /// The document has another type than the field: `expected string, found number`.
        case typeInvalid
    }

    /// The field, for example `spec.volumes[0].secret.items[1].path` or `data[a*b]`.
    package var path: String
    package var kind: Kind
    package var detail: String

    package init(_ path: String, _ kind: Kind, _ detail: String = "") {
        self.path = path
        self.kind = kind
        self.detail = detail
    }
}

extension FieldError: CustomStringConvertible {
    /// `data[a*b]: Invalid value: "a*b": a valid config key must …`: what `kubectl` would show, but for control
    /// characters in the path, which are escaped so that no manifest can forge a log line or move a terminal's cursor.
    package var description: String { "\(path): \(body)".printable }

    /// The description without the field.
    package var body: String { detail.isEmpty ? kind.description : "\(kind): \(detail)" }
}

extension FieldError: Comparable {
    /// By field, then by text, so that the same object always gets the same list.
    package static func < (left: FieldError, right: FieldError) -> Bool {
        left.path == right.path ? left.body < right.body : left.path < right.path
    }
}

extension FieldError.Kind: CustomStringConvertible {
    package var description: String {
        switch self {
        case .required: "Required value"
        case .invalid(let value): "Invalid value: \(value.goQuoted)"
        case .invalidNumber(let value): "Invalid value: \(value)"
        case .duplicate(let value): "Duplicate value: \(value.goQuoted)"
        case .notSupported(let value): "Unsupported value: \(value.goQuoted)"
        case .notFound(let value): "Not found: \(value.goQuoted)"
        case .forbidden: "Forbidden"
        case .tooLong: "Too long"
        case .typeInvalid: "Invalid value"
        }
    }
}
