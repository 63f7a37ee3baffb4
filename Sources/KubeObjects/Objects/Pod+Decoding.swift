extension Pod {
    private static let fields = ["apiVersion", "kind", "metadata", "spec", "status"]

    /// Decodes a document of kind Pod, with the defaults of the fields that secretd reads.
    init(_ node: DocumentNode, log: DecodingLog) {
        let document = ObjectCursor(node, log: log)
        document.warnOfFields(otherThan: Self.fields)
        let metadata = ObjectMeta(document: document)
        guard let spec = document.object("spec") else {
            self.init(metadata: metadata, document: node.json)
            return
        }
        // The older name of the field is still read by Kubernetes.
        let account = spec.string("serviceAccountName") ?? ""
        self.init(
            metadata: metadata,
            volumes: spec.objects("volumes").map(Volume.init),
            containers: spec.objects("containers").map(Container.init),
            initContainers: spec.objects("initContainers").map(Container.init),
            securityContext: spec.object("securityContext").map(PodSecurityContext.init) ?? PodSecurityContext(),
            imagePullSecrets: spec.objects("imagePullSecrets").map { $0.string("name") ?? "" },
            serviceAccountName: account.isEmpty ? spec.string("serviceAccount") ?? "" : account,
            nodeName: spec.string("nodeName") ?? "",
            document: node.json
        )
    }
}
