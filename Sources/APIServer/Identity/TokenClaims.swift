import KubeObjects

/// What a ServiceAccount's token says. All times are in seconds since 1970.
package struct TokenClaims: Hashable, Sendable {
    package var namespace: String
    package var name: String
    package var uid: String
    package var audiences: [String]
    package var issued: Int64
    package var notBefore: Int64
    package var expires: Int64

    /// Who shows the token.
    package var user: User { User(serviceAccount: name, namespace: namespace, uid: uid) }

    /// Source: RFC 7519 §4.1; Kubernetes pkg/serviceaccount/claims.go for `kubernetes.io`.
    func json(issuer: String) -> JSONValue {
        [
            "iss": .string(issuer),
            "sub": .string(User.serviceAccountName(namespace: namespace, name: name)),
            "aud": .array(audiences.map(JSONValue.string)),
            "iat": .integer(issued),
            "nbf": .integer(notBefore),
            "exp": .integer(expires),
            "kubernetes.io": [
                "namespace": .string(namespace),
                "serviceaccount": ["name": .string(name), "uid": .string(uid)],
            ],
        ]
    }

    /// Nil when something is missing or of the wrong kind, or the parts do not agree.
    init?(_ json: JSONValue, issuer: String) {
        guard json["iss"]?.text == issuer,
            let namespace = json.value(at: "kubernetes.io", "namespace")?.text,
            let name = json.value(at: "kubernetes.io", "serviceaccount", "name")?.text,
            let uid = json.value(at: "kubernetes.io", "serviceaccount", "uid")?.text,
            json["sub"]?.text == User.serviceAccountName(namespace: namespace, name: name),
            let audiences = json["aud"]?.elements,
            let issued = json["iat"]?.integer,
            let notBefore = json["nbf"]?.integer,
            let expires = json["exp"]?.integer
        else { return nil }
        self.init(
            namespace: namespace,
            name: name,
            uid: uid,
            audiences: audiences.compactMap(\.text),
            issued: issued,
            notBefore: notBefore,
            expires: expires
        )
    }

    init(
        namespace: String,
        name: String,
        uid: String,
        audiences: [String],
        issued: Int64,
        notBefore: Int64,
        expires: Int64
    ) {
        self.namespace = namespace
        self.name = name
        self.uid = uid
        self.audiences = audiences
        self.issued = issued
        self.notBefore = notBefore
        self.expires = expires
    }
}
