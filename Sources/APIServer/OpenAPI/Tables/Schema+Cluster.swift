extension Schema {
    /// Kinds without a namespace, and those of which there are never any objects.
    ///
    /// *Source:* k8s.io/api core/v1/types.go Namespace, Node.
    static let clusterObjects: [Schema] = [
        Schema(
            object: "Namespace",
            "A room for objects, whose names need to differ only within it.",
            [
                SchemaField("spec", .core("NamespaceSpec"), "What the namespace is to be."),
                SchemaField("status", .core("NamespaceStatus"), "What the namespace is."),
            ]
        ),
        Schema(
            core: "NamespaceSpec",
            "What stands between a namespace and its end.",
            [SchemaField("finalizers", .list(.text), "Those who must be done before the namespace may go.")]
        ),
        Schema(
            core: "NamespaceStatus",
            "How a namespace fares.",
            [
                SchemaField(
                    "conditions",
                    .list(.open),
                    "What stands in the way of its end.",
                    merge: .by("type")
                ),
                SchemaField("phase", .text, "Active or Terminating."),
            ]
        ),
        Schema(
            object: "Node",
            "The machine that secretd runs on.",
            [
                SchemaField("spec", .core("NodeSpec"), "What is wanted of the machine."),
                SchemaField("status", .core("NodeStatus"), "What is known of the machine."),
            ]
        ),
        Schema(
            core: "NodeSpec",
            "How a machine is to be used.",
            [
                SchemaField("configSource", .open, "No longer used."),
                SchemaField("externalID", .text, "No longer used."),
                SchemaField("podCIDR", .text, "The addresses of the machine's pods."),
                SchemaField("podCIDRs", .list(.text), "The same, one range for each IP family.", merge: .set),
                SchemaField("providerID", .text, "The machine's name at its provider."),
                SchemaField("taints", .list(.open), "What keeps pods away that do not tolerate it."),
                SchemaField("unschedulable", .boolean, "Whether new pods are kept away."),
            ]
        ),
        Schema(
            core: "NodeStatus",
            "Resources and health of a machine.",
            [
                SchemaField("addresses", .list(.open), "How the machine is reached.", merge: .by("type")),
                SchemaField("allocatable", .map(.quantity), "The resources that pods may have."),
                SchemaField("capacity", .map(.quantity), "The resources of the machine."),
                SchemaField("conditions", .list(.open), "How the machine fares.", merge: .by("type")),
                SchemaField("config", .open, "No longer used."),
                SchemaField("daemonEndpoints", .open, "The ports of the node's daemons."),
                SchemaField("declaredFeatures", .list(.text), "What the node's software can do."),
                SchemaField("features", .open, "What the container runtime can do."),
                SchemaField("images", .list(.open), "The container images on the machine."),
                SchemaField("nodeInfo", .open, "Versions of the system and its programs."),
                SchemaField("phase", .text, "No longer used."),
                SchemaField("runtimeHandlers", .list(.open), "The container runtimes to choose from."),
                SchemaField("volumesAttached", .list(.open), "The volumes that are attached to the machine."),
                SchemaField("volumesInUse", .list(.text), "The attached volumes that are mounted."),
            ]
        ),
    ]

    /// Kinds that are listed for the sake of clients that ask for them, and are always empty.
    static let unmodelled: [Schema] = [Resource.services, .resourceQuotas, .limitRanges].map { resource in
        Schema(
            object: resource.kind,
            "Not kept by secretd; its list is always empty.",
            [
                SchemaField("spec", .open, "What is wanted."),
                SchemaField("status", .open, "What is known."),
            ]
        )
    }
}
