/// One complaint about one field, in Kubernetes' words.
///
/// Source: k8s.io/apimachinery pkg/util/validation/field.
package struct FieldError: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case required
        /// The value is shown only where it cannot be secret: names, paths, numbers.
        case invalid(value: String)
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
