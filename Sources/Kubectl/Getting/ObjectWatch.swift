import APIServer
import KubeObjects

/// Follows an object, or a list of them, for as long as the daemon is there.
struct ObjectWatch {
    let client: APIClient
    let target: GetTarget
    let options: GetOptions
    let form: APIClient.Form

    /// Hands over each change after `revision`: its type, and an object or a table of one row.
    ///
    /// Ends when `receive` returns false: nobody reads any more. A stream that the daemon ends, as it does with each in time, is begun again where it ended.
    ///
    /// - Throws: `ClientError` when the daemon goes away, and where it has forgotten `revision`.
    func run(after revision: String, receive: (_ type: String, JSONValue) throws -> Bool) async throws {
        var revision = revision
        var isWanted = true
        while isWanted, !Task.isCancelled {
            try await client.stream(path(after: revision), form: form) { event in
                let object = event["object"] ?? .null
                if event["type"] == "ERROR" {
                    throw ClientError.refused(ServerStatus(object, code: Int(object["code"]?.integer ?? 0)))
                }
                if let newer = object.revision { revision = newer }
                let type = event["type"]?.text ?? ""
                if type != "BOOKMARK" { isWanted = try receive(type, object) }
                return isWanted
            }
        }
    }

    private func path(after revision: String) -> String {
        var selectors = options.selectors
        if let name = target.name { selectors = ObjectSelectors(field: "metadata.name=\(name)") }
        let query = [("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", revision)]
        let namespace = options.allNamespaces ? nil : target.namespace
        return RequestPath.list(target.resource, namespace: namespace, query: selectors.query + query)
    }
}

extension JSONValue {
    /// The revision of an object or a list, or, of a table, that of its last row where it has none of its own.
    var revision: String? {
        if let own = value(at: "metadata", "resourceVersion")?.text, !own.isEmpty { return own }
        return self["rows"]?.elements?.last?.value(at: "object", "metadata", "resourceVersion")?.text
    }
}
