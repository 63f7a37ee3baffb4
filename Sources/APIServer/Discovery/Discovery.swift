import KubeObjects

/// The documents that tell clients which groups, versions and resources the API serves.
enum Discovery {
    /// The document at a path, in the form that the `Accept` header asks for; nil if the path is none of discovery's.
    ///
    /// Clients take the aggregated form only if `/api` and `/apis` both come in it, so both do.
    static func response(path: String, accept: String) -> (contentType: String, body: JSONValue)? {
        let form = DiscoveryForm(accept: accept)
        if case .aggregated(let version) = form, let groups = aggregatedGroups(at: path) {
            return (form.contentType, aggregated(groups, version: version))
        }
        guard let body = legacy(path: path) else { return nil }
        return (DiscoveryForm.legacy.contentType, body)
    }

    private static func aggregatedGroups(at path: String) -> [APIGroup]? {
        switch path {
        case "/api", "/api/": [.core]
        case "/apis", "/apis/": APIGroup.named
        default: nil
        }
    }

    private static func legacy(path: String) -> JSONValue? {
        let parts = path.split(separator: "/")
        switch parts.first {
        case "api" where parts.count == 1: return versions()
        case "api" where parts.count == 2 && parts[1] == APIGroup.core.version: return resourceList(.core)
        case "apis" where parts.count == 1: return groupList()
        case "apis":
            guard let group = APIGroup.named.first(where: { $0.name == parts[1] }) else { return nil }
            if parts.count == 2 { return groupDocument(group) }
            return parts.count == 3 && parts[2] == group.version ? resourceList(group) : nil
        default: return nil
        }
    }
}
