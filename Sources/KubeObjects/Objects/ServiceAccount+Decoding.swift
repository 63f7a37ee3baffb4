extension ServiceAccount {
    /// Decodes a document of kind ServiceAccount.
    init(_ node: DocumentNode, log: DecodingLog) {
        let document = ObjectCursor(node, log: log)
        self.init(
            metadata: ObjectMeta(document: document),
            imagePullSecrets: document.objects("imagePullSecrets").map { $0.string("name") ?? "" },
            automountServiceAccountToken: document.boolean("automountServiceAccountToken"),
            document: node.json
        )
    }
}
