extension ConfigMap {
    /// All values of both maps together, decoded, in bytes.
    package static let maximumSize = 1 << 20

    /// Source: kubernetes pkg/apis/core/validation ValidateConfigMap.
    package func validate() -> ValidationReport {
        ValidationReport { report in
            metadata.validate(at: FieldPath("metadata"), into: &report)
            var size = 0
            for (key, value) in data {
                report.checkDataKey(key, in: "data")
                if binaryData.keys.contains(key) {
                    report.invalid(FieldPath("data").key(key), key, "duplicate of key present in binaryData")
                }
                size += value.count
            }
            for (key, value) in binaryData {
                report.checkDataKey(key, in: "binaryData")
                size += value.count
            }
            if size > Self.maximumSize {
                report.tooLong(FieldPath("data"), RuleText.maximumBytes(Self.maximumSize))
            }
        }
    }
}

extension ConfigMap {
    /// What may not change from `old` to this.
    ///
    /// Source: kubernetes pkg/apis/core/validation ValidateConfigMapUpdate.
    package func validateUpdate(from old: ConfigMap) -> [FieldError] {
        ValidationReport { report in
            guard old.immutable == true else { return }
            let fixed = "field is immutable when `immutable` is set"
            if immutable != true { report.forbidden(FieldPath("immutable"), fixed) }
            if data != old.data { report.forbidden(FieldPath("data"), fixed) }
            if binaryData != old.binaryData { report.forbidden(FieldPath("binaryData"), fixed) }
        }.errors
    }
}

extension ValidationReport {
    /// One key of a Secret's or ConfigMap's map.
    mutating func checkDataKey(_ key: String, in map: String) {
        let complaints = NameRule.dataKey(key)
        if !complaints.isEmpty { invalid(FieldPath(map).key(key), key, each: complaints) }
    }
}
