import KubeObjects

/// Who may do what. There are no roles to configure: the groups of a user decide.
///
/// `system:masters` and the ServiceAccounts of `kube-system` may do everything. Other ServiceAccounts may read their own
/// namespace. Everybody who is known may ask who they are and what they may do, and what the API has. Everybody else
/// may ask whether the server is well.
package struct Authorizer: Sendable {
    package init() {}

    /// May `user` do `verb` to a resource?
    ///
    /// - Parameters:
    ///   - verb: As Kubernetes has it: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`,
    ///     `deletecollection`.
    ///   - resource: The plural, with the subresource after a slash: `pods/log`.
    ///   - group: Of the API; empty for the core.
    ///   - namespace: Nil for what is in no namespace and for a request that means all of them.
    ///   - name: Of one object; nothing hangs on it yet.
    package func decide(
        user: User,
        verb: String,
        resource: String,
        group: String = "",
        namespace: String?,
        name: String? = nil
    ) -> Decision {
        if Self.mayDoEverything(user) { return .allow }
        if Self.isSelfReview(verb: verb, resource: resource, group: group), user.groups.contains(User.authenticated) {
            return .allow
        }
        if let own = user.serviceAccountNamespace, own == namespace, Self.reading.contains(verb) { return .allow }
        // Source: Kubernetes apiserver/pkg/endpoints/handlers/responsewriters, forbiddenMessage.
        let place = namespace.map { "in the namespace \($0.goQuoted)" } ?? "at the cluster scope"
        return .deny(
            reason: "User \(user.name.goQuoted) cannot \(verb) resource \(resource.goQuoted) "
                + "in API group \(group.goQuoted) \(place)"
        )
    }

    /// May `user` do `verb` to a path that is no resource? The verb is the HTTP method in lower case.
    package func decide(user: User, verb: String, path: String) -> Decision {
        if Self.mayDoEverything(user) { return .allow }
        if verb == "get" || verb == "head" {
            if Self.publicPaths.contains(path) { return .allow }
            if user.groups.contains(User.authenticated), Self.isDiscovery(path) { return .allow }
        }
        return .deny(reason: "User \(user.name.goQuoted) cannot \(verb) path \(path.goQuoted)")
    }

    private static func mayDoEverything(_ user: User) -> Bool {
        user.groups.contains(User.masters) || user.serviceAccountNamespace == "kube-system"
    }

    private static let reading: Set<String> = ["get", "list", "watch"]

    /// Source: the role system:public-info-viewer.
    private static let publicPaths: Set<String> = ["/healthz", "/livez", "/readyz", "/version", "/version/"]

    /// Source: the role system:basic-user.
    private static func isSelfReview(verb: String, resource: String, group: String) -> Bool {
        guard verb == "create" else { return false }
        return switch group {
        case "authorization.k8s.io": resource == "selfsubjectaccessreviews" || resource == "selfsubjectrulesreviews"
        case "authentication.k8s.io": resource == "selfsubjectreviews"
        default: false
        }
    }

    /// Source: the role system:discovery.
    private static func isDiscovery(_ path: String) -> Bool {
        ["/api", "/apis", "/openapi"].contains { path == $0 || path.hasPrefix("\($0)/") }
    }
}
