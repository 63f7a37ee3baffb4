extension ObjectMeta {
    /// The namespace of an object that names none.
    package static let defaultNamespace = "default"

    private static let fields = [
        "annotations", "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers",
        "generateName", "generation", "labels", "managedFields", "name", "namespace", "ownerReferences",
        "resourceVersion", "selfLink", "uid",
    ]

    /// Reads `metadata` of the document; a missing one is empty.
    init(document: ObjectCursor) {
        guard let metadata = document.object("metadata") else {
            self.init(name: "", namespace: Self.defaultNamespace)
            return
        }
        metadata.warnOfFields(otherThan: Self.fields)
        let namespace = metadata.string("namespace") ?? ""
        self.init(
            name: metadata.string("name") ?? "",
            generateName: metadata.string("generateName") ?? "",
            namespace: namespace.isEmpty ? Self.defaultNamespace : namespace,
            uid: metadata.string("uid") ?? "",
            resourceVersion: metadata.string("resourceVersion") ?? "",
            labels: metadata.stringMap("labels"),
            annotations: metadata.stringMap("annotations")
        )
    }
}
