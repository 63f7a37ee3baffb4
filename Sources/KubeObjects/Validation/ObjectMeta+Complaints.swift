extension ObjectMeta {
    /// What Kubernetes' API server would refuse about the `metadata` of an object whose kind is not modelled here.
    ///
    /// - Parameters:
    ///   - document: The whole object.
    ///   - nameRule: What is wrong with a name of that kind; see `NameRule`.
    package static func complaints(
        about document: DocumentNode,
        isNamespaced: Bool,
        nameRule: (String) -> [String]
    ) -> [FieldError] {
        var metadata = ObjectMeta(document: ObjectCursor(document, log: DecodingLog()))
        let name = metadata.name
        // The common rules for namespace, labels and annotations, with a name that they accept.
        if !name.isEmpty { metadata.name = "name" }
        if !isNamespaced { metadata.namespace = defaultNamespace }
        return ValidationReport { report in
            let path = FieldPath("metadata")
            metadata.validate(at: path, into: &report)
            if !name.isEmpty { report.invalid(path.child("name"), name, each: nameRule(name)) }
        }.errors
    }
}
