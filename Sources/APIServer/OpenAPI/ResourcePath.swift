/// A path of `/api/v1` as OpenAPI writes it, and what may be done there.
struct ResourcePath: Hashable, Sendable {
    let template: String
    let operations: [Operation]

    /// An HTTP method and what Kubernetes calls it.
    struct Operation: Hashable, Sendable {
        /// In small letters.
        let method: String
        /// `list`, `deletecollection` and so on.
        let action: Verb
        /// Whether it changes what is stored, so that it takes `dryRun` and the like.
        var isWrite: Bool { action != .get && action != .list }
        /// Whether it has an object as its body.
        var takesObject: Bool { action == .create || action == .update || action == .patch }
    }

    /// The paths of a resource: all its objects, those of a namespace, one object.
    static func of(_ resource: Resource) -> [ResourcePath] {
        let collection = "/api/v1/\(resource.isNamespaced ? "namespaces/{namespace}/" : "")\(resource.name)"
        var paths = [
            ResourcePath(
                template: collection,
                operations: operations(
                    of: resource,
                    [("get", .list), ("post", .create), ("delete", .deletecollection)]
                )
            ),
            ResourcePath(
                template: "\(collection)/{name}",
                operations: operations(
                    of: resource,
                    [("get", .get), ("put", .update), ("patch", .patch), ("delete", .delete)]
                )
            ),
        ]
        if resource.isNamespaced {
            let everywhere = "/api/v1/\(resource.name)"
            paths.append(ResourcePath(template: everywhere, operations: operations(of: resource, [("get", .list)])))
        }
        return paths
    }

    private static func operations(of resource: Resource, _ pairs: [(method: String, action: Verb)]) -> [Operation] {
        pairs.filter { resource.allows($0.action) }.map { Operation(method: $0.method, action: $0.action) }
    }
}
