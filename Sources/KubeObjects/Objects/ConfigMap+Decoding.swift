extension ConfigMap {
    private static let fields = ["apiVersion", "binaryData", "data", "immutable", "kind", "metadata"]

    /// The members that hold values.
    static let valueFields = ["binaryData", "data"]

    /// Decodes a document of kind ConfigMap.
    init(_ node: DocumentNode, log: DecodingLog) {
        let document = ObjectCursor(node, log: log)
        document.warnOfFields(otherThan: Self.fields)
        self.init(
            metadata: ObjectMeta(document: document),
            immutable: document.boolean("immutable"),
            data: document.textMap("data"),
            binaryData: document.base64Map("binaryData"),
            document: node.json(without: Self.valueFields)
        )
    }
}
