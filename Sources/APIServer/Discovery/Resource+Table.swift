extension Resource {
    package static let secrets = Resource("secrets", kind: "Secret")
    package static let configMaps = Resource("configmaps", kind: "ConfigMap", shortNames: ["cm"])
    package static let pods = Resource(
        "pods",
        kind: "Pod",
        shortNames: ["po"],
        categories: ["all"],
        subresources: [Subresource("status", kind: "Pod", verbs: [.get])]
    )
    package static let serviceAccounts = Resource(
        "serviceaccounts",
        kind: "ServiceAccount",
        shortNames: ["sa"],
        subresources: [
            Subresource(
                "token",
                kind: "TokenRequest",
                group: APIGroup.authentication.name,
                version: APIGroup.authentication.version,
                verbs: [.create]
            )
        ]
    )
    package static let namespaces = Resource(
        "namespaces",
        kind: "Namespace",
        isNamespaced: false,
        shortNames: ["ns"],
        subresources: [Subresource("status", kind: "Namespace", verbs: [.get])]
    )
    package static let events = Resource("events", kind: "Event", shortNames: ["ev"])
    /// The one machine that secretd runs on; the daemon alone writes it.
    package static let nodes = Resource(
        "nodes",
        kind: "Node",
        isNamespaced: false,
        shortNames: ["no"],
        verbs: readVerbs
    )

    private static let readVerbs: [Verb] = [.get, .list, .watch]

    // There are never any of these three; `kubectl cluster-info` and `kubectl describe namespace` list them and fail
    // where discovery does not know them.
    package static let services = Resource("services", kind: "Service", shortNames: ["svc"], verbs: readVerbs)
    package static let resourceQuotas = Resource(
        "resourcequotas",
        kind: "ResourceQuota",
        shortNames: ["quota"],
        verbs: readVerbs
    )
    package static let limitRanges = Resource(
        "limitranges",
        kind: "LimitRange",
        shortNames: ["limits"],
        verbs: readVerbs
    )

    /// The resources of `/api/v1`, sorted by name.
    package static let all: [Resource] = [
        configMaps, events, limitRanges, namespaces, nodes, pods, resourceQuotas, secrets, serviceAccounts, services,
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The resource with this plural name; nil if the API does not serve it.
    package static func named(_ name: String) -> Resource? { byName[name] }
}
