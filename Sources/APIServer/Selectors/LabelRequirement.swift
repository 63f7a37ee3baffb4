import KubeObjects

/// One requirement of a label selector: what the label with a key must be.
///
/// Source: k8s.io/apimachinery pkg/labels NewRequirement, Requirement.Matches.
struct LabelRequirement: Hashable, Sendable {
    enum Relation: Hashable, Sendable {
        case exists
        case missing
        /// The label is there and has one of the values.
        case oneOf([String])
        /// The label has none of the values, or is not there.
        case noneOf([String])
        /// The label is there and is a larger whole number.
        case above(Int64)
        /// The label is there and is a smaller whole number.
        case below(Int64)
    }

    let key: String
    let relation: Relation

    func matches(_ labels: [String: String]) -> Bool {
        let value = labels[key]
        return switch relation {
        case .exists: value != nil
        case .missing: value == nil
        case .oneOf(let values): value.map(values.contains) ?? false
        case .noneOf(let values): value.map { !values.contains($0) } ?? true
        case .above(let bound): value.flatMap { Int64($0) }.map { $0 > bound } ?? false
        case .below(let bound): value.flatMap { Int64($0) }.map { $0 < bound } ?? false
        }
    }

    /// Checks a key, which has no field in the complaint.
    static func check(key: String) throws(LabelRequirementError) {
        let complaints = QualifiedName.complaints(aboutKey: key)
        guard complaints.isEmpty else {
            throw .invalid([FieldError("<nil>", .invalid(value: key), complaints.joined(separator: "; "))])
        }
    }

    /// Checks values that the label `key` is compared with.
    static func check(values: [String], of key: String) throws(LabelRequirementError) {
        let errors = errors(aboutValues: values, of: key)
        guard errors.isEmpty else { throw .invalid(errors) }
    }

    /// Reads the bound of `>` and `<`.
    static func bound(_ value: String, of key: String) throws(LabelRequirementError) -> Int64 {
        let errors = errors(aboutValues: [value], of: key)
        guard let bound = Int64(value) else {
            let complaint = "for 'Gt', 'Lt' operators, the value must be an integer"
            throw .invalid([FieldError("values[0]", .invalid(value: value), complaint)] + errors)
        }
        guard errors.isEmpty else { throw .invalid(errors) }
        return bound
    }

    private static func errors(aboutValues values: [String], of key: String) -> [FieldError] {
        values.enumerated().compactMap { index, value in
            let complaints = QualifiedName.complaints(aboutLabelValue: value)
            guard !complaints.isEmpty else { return nil }
            return FieldError("values[\(index)][\(key)]", .invalid(value: value), complaints.joined(separator: "; "))
        }
    }
}
