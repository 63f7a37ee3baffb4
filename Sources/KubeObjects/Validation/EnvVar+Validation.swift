/// Values are never shown: people write passwords there.
///
/// Source: kubernetes pkg/apis/core/validation ValidateEnv, ValidateEnvFrom.
extension EnvVar {
    func validate(at field: FieldPath, in pod: PodScope, into report: inout ValidationReport) {
        if name.isEmpty {
            report.required(field.child("name"))
        } else {
            report.invalid(field.child("name"), name, each: NameRule.environmentName(name))
        }
        guard let source = valueFrom else { return }
        let from = field.child("valueFrom")
        source.validate(at: from, in: pod, into: &report)
        if source.count == 0 {
            let fields = "`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
            report.invalid(from, "", "must specify one of: \(fields)")
        } else if !value.isEmpty {
            report.invalid(from, "", "may not be specified when `value` is not empty")
        } else if source.count > 1 {
            report.invalid(from, "", "may not have more than one field specified at a time")
        }
    }
}

extension EnvVarSource {
    /// Kubernetes has these too; any other name is a slip of the pen, and no source.
    private static let unmodelled: Set = ["fileKeyRef"]

    /// How many references there are; one is right.
    fileprivate var count: Int {
        [secretKeyRef != nil, configMapKeyRef != nil, fieldRef != nil, resourceFieldRef != nil].count(where: \.self)
            + others.count(where: Self.unmodelled.contains)
    }

    fileprivate func validate(at field: FieldPath, in pod: PodScope, into report: inout ValidationReport) {
        secretKeyRef?.validate(at: field.child("secretKeyRef"), into: &report)
        configMapKeyRef?.validate(at: field.child("configMapKeyRef"), into: &report)
        fieldRef?.validate(for: .environment, at: field.child("fieldRef"), into: &report)
        resourceFieldRef?.validate(for: .environment, at: field.child("resourceFieldRef"), in: pod, into: &report)
    }
}

extension KeySelector {
    fileprivate func validate(at field: FieldPath, into report: inout ValidationReport) {
        report.invalid(field.child("name"), name, each: NameRule.subdomain(name))
        if key.isEmpty {
            report.required(field.child("key"))
        } else {
            report.invalid(field.child("key"), key, each: NameRule.dataKey(key))
        }
    }
}

extension EnvFromSource {
    func validate(at field: FieldPath, into report: inout ValidationReport) {
        if !prefix.isEmpty {
            report.invalid(field.child("prefix"), prefix, each: NameRule.environmentName(prefix))
        }
        configMapRef?.validate(at: field.child("configMapRef"), into: &report)
        secretRef?.validate(at: field.child("secretRef"), into: &report)
        switch (configMapRef, secretRef) {
        case (nil, nil):
            report.invalid(field, "", "must specify one of: `configMapRef` or `secretRef`")
        case (.some, .some):
            report.invalid(field, "", "may not have more than one field specified at a time")
        case (.some, nil), (nil, .some):
            break
        }
    }
}

extension EnvFromSource.Reference {
    fileprivate func validate(at field: FieldPath, into report: inout ValidationReport) {
        if name.isEmpty {
            report.required(field.child("name"))
        } else {
            report.invalid(field.child("name"), name, each: NameRule.subdomain(name))
        }
    }
}
