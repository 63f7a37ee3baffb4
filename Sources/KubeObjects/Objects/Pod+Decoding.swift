extension Pod {
    private static let fields = ["apiVersion", "kind", "metadata", "spec", "status"]

    /// Those of Kubernetes 1.36; most are not read here, but a misspelt one is worth a word.
    private static let specFields = [
        "activeDeadlineSeconds", "affinity", "automountServiceAccountToken", "containers", "dnsConfig", "dnsPolicy",
        "enableServiceLinks", "ephemeralContainers", "hostAliases", "hostIPC", "hostNetwork", "hostPID", "hostUsers",
        "hostname", "hostnameOverride", "imagePullSecrets", "initContainers", "nodeName", "nodeSelector", "os",
        "overhead", "preemptionPolicy", "priority", "priorityClassName", "readinessGates", "resourceClaims",
        "resources", "restartPolicy", "runtimeClassName", "schedulerName", "schedulingGates", "securityContext",
        "serviceAccount", "serviceAccountName", "setHostnameAsFQDN", "shareProcessNamespace", "subdomain",
        "terminationGracePeriodSeconds", "tolerations", "topologySpreadConstraints", "volumes", "workloadRef",
    ]

    /// Decodes a document of kind Pod, with the defaults of the fields that secretd reads.
    init(_ node: DocumentNode, log: DecodingLog) {
        let document = ObjectCursor(node, log: log)
        document.warnOfFields(otherThan: Self.fields)
        let metadata = ObjectMeta(document: document)
        guard let spec = document.object("spec") else {
            self.init(metadata: metadata, document: node.json)
            return
        }
        spec.warnOfFields(otherThan: Self.specFields)
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
