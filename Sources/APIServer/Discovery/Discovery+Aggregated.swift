import KubeObjects

/// The documents that hold all groups of `/api` or of `/apis` at once.
///
/// *Source:* k8s.io/api apidiscovery/v2/types.go APIGroupDiscoveryList.
extension Discovery {
    static func aggregated(_ groups: [APIGroup], version: String) -> JSONValue {
        [
            "kind": "APIGroupDiscoveryList",
            "apiVersion": .string("apidiscovery.k8s.io/\(version)"),
            "metadata": [:],
            "items": .array(groups.map(item)),
        ]
    }

    private static func item(of group: APIGroup) -> JSONValue {
        let resources = group.resources.map { entry(of: $0, in: group) }
        return [
            "metadata": group.name.isEmpty ? [:] : ["name": .string(group.name)],
            "versions": [
                ["version": .string(group.version), "freshness": "Current", "resources": .array(resources)]
            ],
        ]
    }

    private static func entry(of resource: Resource, in group: APIGroup) -> JSONValue {
        var entry: JSONValue = [
            "resource": .string(resource.name),
            "responseKind": kind(resource.kind, group: group.name, version: group.version),
            "scope": resource.isNamespaced ? "Namespaced" : "Cluster",
            "singularResource": .string(resource.singular),
            "verbs": list(resource.verbs),
        ]
        entry["shortNames"] = list(unlessEmpty: resource.shortNames)
        entry["categories"] = list(unlessEmpty: resource.categories)
        guard !resource.subresources.isEmpty else { return entry }
        entry["subresources"] = .array(
            resource.subresources.map { subresource in
                [
                    "subresource": .string(subresource.name),
                    "responseKind": subresource.version.isEmpty
                        ? kind(subresource.kind, group: group.name, version: group.version)
                        : kind(subresource.kind, group: subresource.group, version: subresource.version),
                    "verbs": list(subresource.verbs),
                ]
            }
        )
        return entry
    }

    private static func kind(_ kind: String, group: String, version: String) -> JSONValue {
        ["group": .string(group), "version": .string(version), "kind": .string(kind)]
    }
}
