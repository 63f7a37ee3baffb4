import KubeObjects

/// The documents that every client understands.
///
/// *Source:* k8s.io/apimachinery pkg/apis/meta/v1/types.go APIVersions, APIGroupList, APIGroup, APIResourceList.
extension Discovery {
    /// `/api`.
    static func versions() -> JSONValue {
        ["kind": "APIVersions", "versions": [.string(APIGroup.core.version)], "serverAddressByClientCIDRs": []]
    }

    /// `/apis`.
    static func groupList() -> JSONValue {
        ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(APIGroup.named.map(entry))]
    }

    /// `/apis/GROUP`.
    static func groupDocument(_ group: APIGroup) -> JSONValue {
        var document = entry(of: group)
        document["kind"] = "APIGroup"
        document["apiVersion"] = "v1"
        return document
    }

    /// `/api/v1` and `/apis/GROUP/VERSION`.
    static func resourceList(_ group: APIGroup) -> JSONValue {
        [
            "kind": "APIResourceList",
            "apiVersion": "v1",
            "groupVersion": .string(group.groupVersion),
            "resources": .array(group.resources.flatMap(entries)),
        ]
    }

    private static func entry(of group: APIGroup) -> JSONValue {
        let version: JSONValue = ["groupVersion": .string(group.groupVersion), "version": .string(group.version)]
        return ["name": .string(group.name), "versions": [version], "preferredVersion": version]
    }

    /// The resource, and each of its subresources.
    private static func entries(of resource: Resource) -> [JSONValue] {
        var entry: JSONValue = [
            "name": .string(resource.name),
            "singularName": .string(resource.singular),
            "namespaced": .bool(resource.isNamespaced),
            "kind": .string(resource.kind),
            "verbs": list(resource.verbs),
        ]
        entry["shortNames"] = list(unlessEmpty: resource.shortNames)
        entry["categories"] = list(unlessEmpty: resource.categories)
        return [entry]
            + resource.subresources.map { subresource in
                var entry: JSONValue = [
                    "name": .string("\(resource.name)/\(subresource.name)"),
                    "singularName": "",
                    "namespaced": .bool(resource.isNamespaced),
                    "kind": .string(subresource.kind),
                    "verbs": list(subresource.verbs),
                ]
                if !subresource.group.isEmpty { entry["group"] = .string(subresource.group) }
                if !subresource.version.isEmpty { entry["version"] = .string(subresource.version) }
                return entry
            }
    }

    static func list(_ verbs: [Verb]) -> JSONValue { .array(verbs.map { .string($0.rawValue) }) }

    static func list(unlessEmpty texts: [String]) -> JSONValue? {
        texts.isEmpty ? nil : .array(texts.map(JSONValue.string))
    }
}
