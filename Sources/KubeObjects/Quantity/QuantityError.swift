/// Why a text is no quantity, in Kubernetes' words. The text itself is the caller's to show.
///
/// Source: k8s.io/apimachinery pkg/api/resource ErrFormatWrong, ErrNumeric, ErrSuffix.
package enum QuantityError: Error, Hashable, Sendable {
    /// Characters that no quantity has, or none at all.
    case format
    /// Right characters, but no number: `.`, `1.2.3`.
    case number
    /// Right characters, but no unit: `1mm`, `1e`.
    case suffix
}

extension QuantityError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .format:
            "quantities must match the regular expression "
                + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
        case .number: "unable to parse numeric part of quantity"
        case .suffix: "unable to parse quantity's suffix"
        }
    }
}
