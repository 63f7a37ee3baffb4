extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go Pod, PodSpec.
    static let pods: [Schema] = [
        Schema(
            object: "Pod",
            "Programs that run together on one machine, with the volumes they share.",
            [
                SchemaField("spec", .core("PodSpec"), "What the pod is to be."),
                SchemaField("status", .core("PodStatus"), "What is known of the pod."),
            ]
        ),
        Schema(
            core: "PodSpec",
            "The programs of a pod and what they need.",
            podSpecFields + podSpecOtherFields
        ),
        Schema(
            core: "Affinity",
            "What draws a pod to machines, and what drives it away.",
            [
                SchemaField("nodeAffinity", .open, "Labels of machines."),
                SchemaField("podAffinity", .open, "Pods that it would be near."),
                SchemaField("podAntiAffinity", .open, "Pods that it would be far from."),
            ]
        ),
    ]

    /// The fields that secretd acts upon.
    private static let podSpecFields: [SchemaField] = [
        SchemaField(
            "automountServiceAccountToken",
            .boolean,
            "Whether the containers get a token of the service account mounted."
        ),
        SchemaField("containers", .list(.core("Container")), "The programs of the pod.", .required, merge: .by("name")),
        SchemaField("hostname", .text, "The host name that the programs see; the pod's name if not given."),
        SchemaField(
            "imagePullSecrets",
            .list(.core("LocalObjectReference")),
            "Secrets with registry credentials for the pod's images.",
            merge: .by("name")
        ),
        SchemaField(
            "initContainers",
            .list(.core("Container")),
            "Programs that run to their end, one after the other, before the others start.",
            merge: .by("name")
        ),
        SchemaField("nodeName", .text, "The machine that the pod runs on."),
        SchemaField("securityContext", .core("PodSecurityContext"), "Users and groups of all containers."),
        SchemaField("serviceAccount", .text, "The older name of serviceAccountName."),
        SchemaField("serviceAccountName", .text, "The service account that the programs act as."),
        SchemaField(
            "volumes",
            .list(.core("Volume")),
            "Directories of files that the containers may mount.",
            merge: .replacingMembers(by: "name")
        ),
    ]

    private static let podSpecOtherFields: [SchemaField] = [
        SchemaField("activeDeadlineSeconds", .int64, "Seconds after which the pod is ended."),
        SchemaField("affinity", .core("Affinity"), "Where the pod would rather run."),
        SchemaField("dnsConfig", .open, "Name servers and search domains."),
        SchemaField("dnsPolicy", .text, "Where name servers come from."),
        SchemaField("enableServiceLinks", .boolean, "Whether services become environment variables."),
        SchemaField(
            "ephemeralContainers",
            .list(.core("EphemeralContainer")),
            "Containers added for debugging.",
            merge: .by("name")
        ),
        SchemaField("hostAliases", .list(.open), "More lines of the hosts file.", merge: .by("ip")),
        SchemaField("hostIPC", .boolean, "Whether the pod shares the machine's IPC namespace."),
        SchemaField("hostNetwork", .boolean, "Whether the pod shares the machine's network."),
        SchemaField("hostPID", .boolean, "Whether the pod shares the machine's process IDs."),
        SchemaField("hostUsers", .boolean, "Whether the pod shares the machine's user IDs."),
        SchemaField("hostnameOverride", .text, "The host name that the programs see, whatever else is set."),
        SchemaField("nodeSelector", .map(.text), "Labels that the machine must have."),
        SchemaField("os", .open, "The operating system that the pod is made for."),
        SchemaField("overhead", .map(.quantity), "Resources that running the pod takes by itself."),
        SchemaField("preemptionPolicy", .text, "Whether the pod may drive out others."),
        SchemaField("priority", .int32, "How important the pod is."),
        SchemaField("priorityClassName", .text, "The name of its priority."),
        SchemaField("readinessGates", .list(.open), "More conditions for the pod to count as ready."),
        SchemaField(
            "resourceClaims",
            .list(.open),
            "Devices that the pod claims.",
            merge: .replacingMembers(by: "name")
        ),
        SchemaField("resources", .core("ResourceRequirements"), "Resources of the pod as a whole."),
        SchemaField("restartPolicy", .text, "Always, OnFailure or Never."),
        SchemaField("runtimeClassName", .text, "The container runtime to use."),
        SchemaField("schedulerName", .text, "Who chooses the machine."),
        SchemaField(
            "schedulingGates",
            .list(.open),
            "What must be cleared before a machine is chosen.",
            merge: .by("name")
        ),
        SchemaField("setHostnameAsFQDN", .boolean, "Whether the host name is a full domain name."),
        SchemaField("shareProcessNamespace", .boolean, "Whether the containers see each other's processes."),
        SchemaField("subdomain", .text, "The domain below that of the namespace."),
        SchemaField("terminationGracePeriodSeconds", .int64, "Seconds that the programs have to end."),
        SchemaField("tolerations", .list(.open), "Taints of machines that the pod does not mind."),
        SchemaField(
            "topologySpreadConstraints",
            .list(.open),
            "How pods are spread over machines.",
            merge: .by("topologyKey")
        ),
        SchemaField("workloadRef", .open, "The workload that the pod belongs to."),
    ]
}
