/// All that is wrong with an object, and all that is odd about it.
package struct ValidationReport: Hashable, Sendable {
    /// Sorted by field, then text. Not empty: the object is refused.
    package var errors: [FieldError]
    /// What is legal and surely not meant, for example `defaultMode: 400`.
    package var warnings: [FieldWarning]

    package init(errors: [FieldError] = [], warnings: [FieldWarning] = []) {
        self.errors = errors
        self.warnings = warnings
    }
}

/// Something legal that deserves a look.
package struct FieldWarning: Hashable, Sendable {
    /// The field; empty where the message is about the whole object.
    package var path: String
    package var message: String

    package init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }
}
