/// A group of resources, in the one version of it that the API serves.
struct APIGroup: Hashable, Sendable {
    /// Empty for the core group.
    let name: String
    let version: String
    let resources: [Resource]

    /// As it stands in `apiVersion`: `v1`, `authorization.k8s.io/v1`.
    var groupVersion: String { name.isEmpty ? version : "\(name)/\(version)" }

    static let core = APIGroup(name: "", version: "v1", resources: Resource.all)

    static let authentication = APIGroup(
        name: "authentication.k8s.io",
        version: "v1",
        resources: [
            Resource("selfsubjectreviews", kind: "SelfSubjectReview", isNamespaced: false, verbs: [.create])
        ]
    )

    static let authorization = APIGroup(
        name: "authorization.k8s.io",
        version: "v1",
        resources: [
            Resource(
                "selfsubjectaccessreviews",
                kind: "SelfSubjectAccessReview",
                isNamespaced: false,
                verbs: [.create]
            ),
            Resource("selfsubjectrulesreviews", kind: "SelfSubjectRulesReview", isNamespaced: false, verbs: [.create]),
        ]
    )

    /// The groups under `/apis`. Only what is served may stand here: clients complain of the rest on every command.
    static let named: [APIGroup] = [authentication, authorization]
}
