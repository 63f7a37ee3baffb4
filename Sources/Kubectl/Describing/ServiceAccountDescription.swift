import KubeObjects

/// A service account and the Secrets that go with it.
///
/// Source: kubectl pkg/describe describeServiceAccount.
enum ServiceAccountDescription {
    /// - Parameter secrets: The Secrets of its namespace.
    static func write(_ account: JSONValue, secrets: [SecretSummary], to description: inout Description) {
        description.writeHead(account)
        let existing = Set(secrets.map(\.name))
        let metadata = account["metadata"]
        let tokens = secrets.filter {
            $0.isToken(of: metadata.string("name"), uid: metadata.string("uid"))
        }.map(\.name)
        let named = { (field: String) in
            account.list(field).map { reference in
                let name = reference.string("name")
                return existing.contains(name) ? name : "\(name) (not found)"
            }
        }
        description.writeList("Image pull secrets", named("imagePullSecrets"))
        description.writeList("Mountable secrets", named("secrets"))
        description.writeList("Tokens", tokens)
    }
}
