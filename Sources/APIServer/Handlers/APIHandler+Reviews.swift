import KubeObjects
import ObjectStore

extension APIHandler {
    /// The tokens of ServiceAccounts, and what users may ask about themselves.
    func createToken(_ request: APIRequest, _ target: ResourceTarget) async throws -> APIResponse {
        let name = target.name ?? ""
        var review = try BodyReader.object(request, kind: "TokenRequest", version: "authentication.k8s.io/v1")
        guard let tokens else {
            throw APIError(501, .methodNotAllowed, "tokens are for the API over TLS, which is off")
        }
        guard let account = try await store.object(key(target, name)) else {
            throw APIError.notFound(.serviceAccounts, name)
        }
        let seconds = review.value(at: "spec", "expirationSeconds")?.integer
        if let seconds, let problem = TokenIssuer.problem(withExpirationSeconds: seconds) {
            let error = FieldError("spec.expirationSeconds", .invalidNumber(seconds), problem)
            throw APIError.invalid("TokenRequest", "", [error])
        }
        let issued = try tokens.issue(
            namespace: target.namespace ?? "",
            name: name,
            uid: account.uid,
            audiences: review.value(at: "spec", "audiences")?.elements?.compactMap(\.text) ?? [],
            expirationSeconds: seconds,
            now: now()
        )
        review.set(.string(name), at: "metadata", "name")
        review.set(target.namespace.map(JSONValue.string), at: "metadata", "namespace")
        review["status"] = [
            "token": .string(issued.text), "expirationTimestamp": .string(Timestamp.text(issued.expires)),
        ]
        return APIResponse(review, code: 201)
    }

    /// Paths below `/apis`.
    func review(_ request: APIRequest) async throws -> APIResponse? {
        guard request.method == "POST" else { return nil }
        let parts = request.path.split(separator: "/")
        guard parts.count == 4, parts[0] == "apis" else { return nil }
        let (group, version, resource) = (String(parts[1]), String(parts[2]), String(parts[3]))
        let kind: String? =
            switch (group, version, resource) {
            case ("authorization.k8s.io", "v1", "selfsubjectaccessreviews"): "SelfSubjectAccessReview"
            case ("authorization.k8s.io", "v1", "selfsubjectrulesreviews"): "SelfSubjectRulesReview"
            // kubectl 1.27 knows it as a beta, and asks without looking.
            case ("authentication.k8s.io", "v1", "selfsubjectreviews"),
                ("authentication.k8s.io", "v1beta1", "selfsubjectreviews"):
                "SelfSubjectReview"
            default: nil
            }
        guard let kind else { return nil }
        guard request.user != .anonymous else { throw APIError.unauthorized }
        var review = try BodyReader.object(request, kind: kind, version: "\(group)/\(version)")
        review["status"] =
            switch kind {
            case "SelfSubjectAccessReview": access(request.user, review)
            case "SelfSubjectRulesReview": rulesStatus(request.user, review.value(at: "spec", "namespace")?.text)
            default: Self.userStatus(request.user)
            }
        return APIResponse(review, code: 201)
    }

    private func access(_ user: User, _ review: JSONValue) -> JSONValue {
        let decision: Decision
        if let attributes = review.value(at: "spec", "resourceAttributes") {
            func text(_ name: String) -> String { attributes[name]?.text ?? "" }
            let resource = text("subresource").isEmpty ? text("resource") : "\(text("resource"))/\(text("subresource"))"
            decision = authorizer.decide(
                user: user,
                verb: text("verb"),
                resource: resource,
                group: text("group"),
                namespace: text("namespace").isEmpty ? nil : text("namespace"),
                name: text("name")
            )
        } else {
            decision = authorizer.decide(
                user: user,
                verb: review.value(at: "spec", "nonResourceAttributes", "verb")?.text ?? "",
                path: review.value(at: "spec", "nonResourceAttributes", "path")?.text ?? ""
            )
        }
        return decision == .allow ? ["allowed": true] : ["allowed": false]
    }

    private func rulesStatus(_ user: User, _ namespace: String?) -> JSONValue {
        let all = Verb.allCases.filter { verb in
            authorizer.decide(user: user, verb: verb.rawValue, resource: "secrets", namespace: namespace) == .allow
        }
        let rules: [JSONValue] =
            all.isEmpty
            ? []
            : [["verbs": .array(all.map { .string($0.rawValue) }), "apiGroups": [""], "resources": ["*"]]]
        return ["resourceRules": .array(rules), "nonResourceRules": [], "incomplete": false]
    }

    private static func userStatus(_ user: User) -> JSONValue {
        var info: JSONValue = [
            "username": .string(user.name), "groups": .array(user.groups.map(JSONValue.string)),
        ]
        if !user.uid.isEmpty { info["uid"] = .string(user.uid) }
        return ["userInfo": info]
    }
}
