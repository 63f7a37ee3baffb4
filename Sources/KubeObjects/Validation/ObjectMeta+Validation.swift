extension ObjectMeta {
    /// All annotations of an object together, keys and values, in bytes.
    package static let maximumAnnotationSize = 256 << 10

    /// What holds for every kind that secretd reads.
    ///
    /// Source: k8s.io/apimachinery pkg/api/validation ValidateObjectMeta.
    func validate(at path: FieldPath, into report: inout ValidationReport) {
        validateName(at: path, into: &report)
        if namespace.isEmpty {
            report.required(path.child("namespace"))
        } else {
            report.invalid(path.child("namespace"), namespace, each: NameRule.label(namespace))
        }
        validateLabels(at: path.child("labels"), into: &report)
        validateAnnotations(at: path.child("annotations"), into: &report)
    }

    private func validateName(at path: FieldPath, into report: inout ValidationReport) {
        if !name.isEmpty {
            report.invalid(path.child("name"), name, each: NameRule.subdomain(name))
        } else if generateName.isEmpty {
            report.required(path.child("name"), "name or generateName is required")
        } else {
            // Only a server can make a name up: the same file read twice must name the same object.
            report.required(path.child("name"), "only an API server can make a name from generateName")
        }
    }

    private func validateLabels(at path: FieldPath, into report: inout ValidationReport) {
        for (key, value) in labels {
            report.invalid(path, key, each: QualifiedName.complaints(aboutKey: key))
            report.invalid(path, value, each: QualifiedName.complaints(aboutLabelValue: value))
        }
    }

    /// Values are not shown: a `last-applied` annotation holds a whole Secret.
    private func validateAnnotations(at path: FieldPath, into report: inout ValidationReport) {
        var size = 0
        for (key, value) in annotations {
            report.invalid(path, key, each: QualifiedName.complaints(aboutKey: key.lowercased()))
            size += key.utf8.count + value.utf8.count
        }
        if size > Self.maximumAnnotationSize {
            report.tooLong(path, RuleText.maximumBytes(Self.maximumAnnotationSize))
        }
    }
}
