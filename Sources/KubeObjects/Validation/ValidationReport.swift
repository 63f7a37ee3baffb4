/// All that is wrong with an object, and all that is odd about it.
package struct ValidationReport: Hashable, Sendable {
    /// Sorted by field, then text. Not empty: the object is refused.
    package var errors: [FieldError]
    /// What is legal and surely not meant, for example `defaultMode: 400`. Sorted as the errors are.
    package var warnings: [FieldWarning]

    package init(errors: [FieldError] = [], warnings: [FieldWarning] = []) {
        self.errors = errors
        self.warnings = warnings
    }

    /// The text of the API server's answer: `Secret "x" is invalid: data: Too long: …`, or `… is invalid: [a, b]` for
    /// several errors; nil where there are none.
    package func envelope(kind: ObjectKind, name: String) -> String? {
        guard let first = errors.first else { return nil }
        let list = errors.count == 1 ? "\(first)" : "[\(errors.map(\.description).joined(separator: ", "))]"
        return "\(kind.rawValue) \(name.goQuoted) is invalid: \(list)"
    }
}

extension ValidationReport {
    /// Runs `rules` on an empty report, then brings it into its lasting order, without repetitions.
    init(_ rules: (inout ValidationReport) -> Void) {
        self.init()
        rules(&self)
        errors = Set(errors).sorted()
        warnings = Set(warnings).sorted()
    }

    mutating func required(_ path: FieldPath, _ detail: String = "") {
        errors.append(FieldError(path.description, .required, detail))
    }

    mutating func invalid(_ path: FieldPath, _ value: String, _ detail: String) {
        errors.append(FieldError(path.description, .invalid(value: value), detail))
    }

    mutating func invalid(_ path: FieldPath, _ value: Int64, _ detail: String) {
        errors.append(FieldError(path.description, .invalidNumber(value), detail))
    }

    /// One `Invalid value` for each of `details`, which a rule has found about `value`.
    mutating func invalid(_ path: FieldPath, _ value: String, each details: [String]) {
        for detail in details { invalid(path, value, detail) }
    }

    mutating func duplicate(_ path: FieldPath, _ value: String) {
        errors.append(FieldError(path.description, .duplicate(value: value)))
    }

    /// `supported` is listed in alphabetical order, as Kubernetes does.
    mutating func notSupported(_ path: FieldPath, _ value: String, supported: some Sequence<String>) {
        let list = supported.sorted().map(\.goQuoted).joined(separator: ", ")
        errors.append(FieldError(path.description, .notSupported(value: value), "supported values: \(list)"))
    }

    mutating func notFound(_ path: FieldPath, _ value: String) {
        errors.append(FieldError(path.description, .notFound(value: value)))
    }

    mutating func forbidden(_ path: FieldPath, _ detail: String) {
        errors.append(FieldError(path.description, .forbidden, detail))
    }

    mutating func tooLong(_ path: FieldPath, _ detail: String) {
        errors.append(FieldError(path.description, .tooLong, detail))
    }

    mutating func warn(_ path: FieldPath, _ message: String) {
        warnings.append(FieldWarning(path.description, message))
    }
}
