import KubeObjects

/// Why a selector was refused; what Kubernetes answers 400 BadRequest to. Names and values of labels and fields are
/// shown: they come from the query and are no secrets.
package enum SelectorError: Error, Hashable, Sendable {
    /// A label selector goes on with something else than a requirement.
    case unexpected(found: String, expected: String)
    /// One requirement of a label selector.
    case requirement(LabelRequirementError)
    /// A term of a field selector without an operator.
    case notUnderstood(term: String, selector: String)
    /// A `,` or `=` in the value of a field selector without a backslash before it.
    case unescaped(Unicode.Scalar)
    /// A backslash before another character than `\`, `,` and `=`; alone where the value ends with it.
    case badEscape(String)
    /// The resource has fields to select by, but not this one.
    case unsupportedField(String)
    /// The resource has no other fields to select by than name and namespace.
    case unknownField(String)
}

extension SelectorError: CustomStringConvertible {
    /// Kubernetes' text.
    ///
    /// Source: k8s.io/apimachinery pkg/labels, pkg/fields and pkg/runtime; k8s.io/kubernetes pkg/apis/core/v1.
    package var description: String {
        switch self {
        case .unexpected(let found, let expected): "found '\(found.printable)', expected: \(expected)"
        case .requirement(let error): "unable to parse requirement: \(error)"
        case .notUnderstood(let term, let selector):
            "invalid selector: '\(selector.printable)'; can't understand '\(term.printable)'"
        case .unescaped(let scalar):
            // Go prints a rune as its number here.
            "invalid field selector: unescaped character in value: \(scalar.value)"
        case .badEscape(let sequence):
            "invalid field selector: invalid escape sequence: \(sequence.printable)"
        case .unsupportedField(let name): "field label not supported: \(name.printable)"
        case .unknownField(let name):
            "\(name.goQuoted) is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        }
    }
}
