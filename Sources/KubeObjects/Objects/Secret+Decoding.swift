extension Secret {
    private static let fields = ["apiVersion", "data", "immutable", "kind", "metadata", "stringData", "type"]

    /// The members that hold values.
    static let valueFields = ["data", "stringData"]

    /// Decodes a document of kind Secret, with defaults, and merges `stringData` over `data`.
    ///
    /// Source: k8s.io/kubernetes pkg/apis/core/v1/conversion.go, defaults.go SetDefaults_Secret.
    init(_ node: DocumentNode, log: DecodingLog) {
        let document = ObjectCursor(node, log: log)
        document.warnOfFields(otherThan: Self.fields)
        var data = document.base64Map("data")
        data.merge(document.textMap("stringData")) { _, text in text }
        let type = document.string("type") ?? ""
        self.init(
            metadata: ObjectMeta(document: document),
            type: type.isEmpty ? "Opaque" : type,
            immutable: document.boolean("immutable"),
            data: data,
            document: node.json(without: Self.valueFields)
        )
    }
}
