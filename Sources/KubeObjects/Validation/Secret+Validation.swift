extension Secret {
    /// All values together, decoded, in bytes. Names of keys are not counted.
    package static let maximumSize = 1 << 20

    /// What the API server would refuse about this Secret, and a warning where TLS data is no PEM.
    ///
    /// Source: kubernetes pkg/apis/core/validation ValidateSecret.
    package func validate() -> ValidationReport {
        ValidationReport { report in
            metadata.validate(at: FieldPath("metadata"), into: &report)
            var size = 0
            for (key, value) in data {
                report.checkDataKey(key, in: "data")
                size += value.count
            }
            if size > Self.maximumSize {
                report.tooLong(FieldPath("data"), RuleText.maximumBytes(Self.maximumSize))
            }
            validateType(into: &report)
        }
    }

    /// What may not change from `old` to this Secret; `validate()` is still the caller's to ask.
    ///
    /// Source: kubernetes pkg/apis/core/validation ValidateSecretUpdate.
    package func validateUpdate(from old: Secret) -> [FieldError] {
        ValidationReport { report in
            if type != old.type { report.invalid(FieldPath("type"), type, "field is immutable") }
            guard old.immutable == true else { return }
            let fixed = "field is immutable when `immutable` is set"
            if immutable != true { report.forbidden(FieldPath("immutable"), fixed) }
            if data != old.data { report.forbidden(FieldPath("data"), fixed) }
        }.errors
    }
}
