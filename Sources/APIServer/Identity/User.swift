/// Who makes a request, as Kubernetes describes it.
package struct User: Hashable, Sendable {
    package var name: String
    package var uid: String
    package var groups: [String]
    package var extra: [String: [String]]

    package init(name: String, uid: String = "", groups: [String], extra: [String: [String]] = [:]) {
        self.name = name
        self.uid = uid
        self.groups = groups
        self.extra = extra
    }

    /// The group that may do everything.
    package static let masters = "system:masters"
    /// The group of everybody who is known.
    package static let authenticated = "system:authenticated"
    static let serviceAccounts = "system:serviceaccounts"
    private static let serviceAccountPrefix = "system:serviceaccount:"

    /// Who shows nothing.
    package static let anonymous = User(name: "system:anonymous", groups: ["system:unauthenticated"])

    /// A ServiceAccount. Source: Kubernetes apiserver/pkg/authentication/serviceaccount.
    package init(serviceAccount name: String, namespace: String, uid: String) {
        self.init(
            name: Self.serviceAccountName(namespace: namespace, name: name),
            uid: uid,
            groups: [Self.serviceAccounts, "\(Self.serviceAccounts):\(namespace)", Self.authenticated]
        )
    }

    /// Whom an administrator asks to be. A ServiceAccount without groups has those that it always has.
    /// Source: k8s.io/apiserver pkg/endpoints/filters/impersonation.go.
    init(impersonated name: String, groups: [String]) {
        if groups.isEmpty, name == Self.anonymous.name {
            self = .anonymous
            return
        }
        let account = User(name: name, groups: [Self.serviceAccounts])
        if groups.isEmpty, let namespace = account.serviceAccountNamespace {
            self.init(
                name: name,
                groups: [Self.serviceAccounts, "\(Self.serviceAccounts):\(namespace)", Self.authenticated]
            )
            return
        }
        self.init(name: name, groups: groups + [Self.authenticated])
    }

    static func serviceAccountName(namespace: String, name: String) -> String {
        "\(serviceAccountPrefix)\(namespace):\(name)"
    }

    /// The namespace of a ServiceAccount; nil for every other user.
    package var serviceAccountNamespace: String? {
        guard groups.contains(Self.serviceAccounts), name.hasPrefix(Self.serviceAccountPrefix) else { return nil }
        let parts = name.dropFirst(Self.serviceAccountPrefix.count).split(
            separator: ":",
            omittingEmptySubsequences: false
        )
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return String(parts[0])
    }
}
