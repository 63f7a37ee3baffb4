import Testing

@testable import APIServer

@Suite struct AuthorizerTests {
    private static let root = User(name: "root", groups: [User.masters, User.authenticated])
    private static let system = User(serviceAccount: "controller", namespace: "kube-system", uid: "1")
    private static let web = User(serviceAccount: "nginx", namespace: "web", uid: "2")
    private static let jane = User(name: "jane", groups: ["dev", User.authenticated])
    private static let allowing = Decision.allow

    private func isAllowed(_ user: User, _ verb: String, _ resource: String, _ namespace: String?) -> Bool {
        Authorizer().decide(user: user, verb: verb, resource: resource, namespace: namespace, name: "x") == .allow
    }

    @Test(
        arguments: [
            (root, "delete", "secrets", "web", true), (root, "list", "nodes", nil, true),
            (system, "create", "secrets", "web", true), (system, "list", "secrets", nil, true),
            (web, "get", "secrets", "web", true), (web, "list", "configmaps", "web", true),
            (web, "watch", "pods", "web", true), (web, "get", "secrets", "default", false),
            (web, "get", "secrets", "web2", false), (web, "list", "secrets", nil, false),
            (web, "create", "secrets", "web", false), (web, "update", "secrets", "web", false),
            (web, "patch", "secrets", "web", false), (web, "delete", "secrets", "web", false),
            (web, "deletecollection", "secrets", "web", false), (web, "create", "serviceaccounts/token", "web", false),
            (web, "GET", "secrets", "web", false), (web, "*", "secrets", "web", false),
            (jane, "get", "secrets", "web", false), (User.anonymous, "get", "secrets", "web", false),
        ] as [(User, String, String, String?, Bool)]
    )
    func resources(_ user: User, _ verb: String, _ resource: String, _ namespace: String?, _ expected: Bool) {
        #expect(isAllowed(user, verb, resource, namespace) == expected)
    }

    @Test(arguments: [
        (jane, "authorization.k8s.io", "selfsubjectaccessreviews", true),
        (web, "authorization.k8s.io", "selfsubjectrulesreviews", true),
        (web, "authentication.k8s.io", "selfsubjectreviews", true),
        (web, "authentication.k8s.io", "tokenreviews", false), (web, "", "selfsubjectreviews", false),
        (User.anonymous, "authentication.k8s.io", "selfsubjectreviews", false),
    ])
    func selfReviews(_ user: User, _ group: String, _ resource: String, _ expected: Bool) {
        let decision = Authorizer().decide(
            user: user,
            verb: "create",
            resource: resource,
            group: group,
            namespace: nil
        )
        #expect((decision == .allow) == expected)
    }

    @Test(arguments: [
        (User.anonymous, "/healthz", true), (User.anonymous, "/livez", true), (User.anonymous, "/readyz", true),
        (User.anonymous, "/version", true), (User.anonymous, "/healthz/x", false), (User.anonymous, "/api", false),
        (User.anonymous, "/", false), (User.anonymous, "/metrics", false), (jane, "/api", true),
        (jane, "/api/v1", true), (jane, "/apis", true), (jane, "/openapi/v2", true), (jane, "/apiserver", false),
        (jane, "/metrics", false), (root, "/metrics", true),
    ])
    func paths(_ user: User, _ path: String, _ expected: Bool) {
        #expect((Authorizer().decide(user: user, verb: "get", path: path) == .allow) == expected)
        let posted = Authorizer().decide(user: user, verb: "post", path: path)
        #expect((posted == .allow) == (user == Self.root))
    }

    @Test(
        arguments: [
            (
                "list", "secrets", "", "default",
                #"User "jane" cannot list resource "secrets" in API group "" in the namespace "default""#
            ),
            (
                "list", "nodes", "", nil,
                #"User "jane" cannot list resource "nodes" in API group "" at the cluster scope"#
            ),
            (
                "get", "pods/log", "", "a\"b",
                #"User "jane" cannot get resource "pods/log" in API group "" in the namespace "a\"b""#
            ),
            (
                "get", "leases", "coordination.k8s.io", "x",
                #"User "jane" cannot get resource "leases" in API group "coordination.k8s.io" in the namespace "x""#
            ),
        ] as [(String, String, String, String?, String)]
    )
    func reasonIsKubernetesText(
        _ verb: String,
        _ resource: String,
        _ group: String,
        _ namespace: String?,
        _ text: String
    ) {
        let decision = Authorizer().decide(
            user: Self.jane,
            verb: verb,
            resource: resource,
            group: group,
            namespace: namespace
        )
        #expect(decision == .deny(reason: text))
    }

    @Test func reasonOfAPath() {
        #expect(
            Authorizer().decide(user: .anonymous, verb: "get", path: "/api")
                == .deny(reason: #"User "system:anonymous" cannot get path "/api""#)
        )
    }
}
