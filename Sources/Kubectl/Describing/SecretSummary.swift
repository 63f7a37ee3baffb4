import KubeObjects

/// What a table of Secrets tells of one of them: everything but data.
struct SecretSummary: Equatable {
    var name: String
    var type: String
    var annotations: [String: String]

    /// The rows of a `Table`, whose second column is the type.
    static func all(in table: JSONValue) -> [SecretSummary] {
        table.list("rows").map { row in
            let metadata = row.value(at: "object", "metadata")
            let cells = row.list("cells")
            return SecretSummary(
                name: metadata.string("name"),
                type: cells.count > 1 ? cells[1].text ?? "" : "",
                annotations: metadata.texts("annotations")
            )
        }
    }

    func isToken(of account: String, uid: String) -> Bool {
        type == "kubernetes.io/service-account-token"
            && annotations["kubernetes.io/service-account.name"] == account
            && annotations["kubernetes.io/service-account.uid"] == uid
    }
}
