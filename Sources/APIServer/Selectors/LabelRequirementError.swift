package import KubeObjects

/// What is wrong with one requirement of a label selector.
package enum LabelRequirementError: Error, Hashable, Sendable {
    case unexpected(found: String, expected: String)
    /// `in` or `notin` without a list behind it.
    case noList(found: String)
    /// A key or values that no label can have; not empty.
    case invalid([FieldError])
}

extension LabelRequirementError: CustomStringConvertible {
    /// Kubernetes' text.
    package var description: String {
        switch self {
        case .unexpected(let found, let expected): "found '\(found.printable)', expected: \(expected)"
        // Without the comma of its siblings.
        case .noList(let found): "found '\(found.printable)' expected: '('"
        case .invalid(let errors):
            errors.count == 1
                ? errors.map(\.description).joined() : "[\(errors.map(\.description).joined(separator: ", "))]"
        }
    }
}
