import APIServer
import KubeObjects

/// Waits for the end of an object that was told to go: by a watch, which tells at once.
struct ObjectEnd: Sendable {
    let client: APIClient
    let resource: Resource
    let namespace: String
    let name: String
    /// Another one of the name is another object; empty: any is meant.
    let uid: String

    /// - Parameter timeout: nil: as long as it takes.
    /// - Returns: False where the object is still there after `timeout`.
    func wait(timeout: Duration?) async throws(ClientError) -> Bool {
        do {
            guard let timeout else {
                try await watch()
                return true
            }
            return try await withThrowingTaskGroup { group in
                group.addTask {
                    try await watch()
                    return true
                }
                group.addTask {
                    // The time that the person at the keyboard has given.
                    try await Task.sleep(for: max(.zero, timeout))
                    return false
                }
                defer { group.cancelAll() }
                return try await group.next() ?? true
            }
        } catch let error as ClientError {
            throw error
        } catch {
            throw .broken(socket: client.socket, "\(error)")
        }
    }

    private func watch() async throws {
        let selectors = ObjectSelectors(field: "metadata.name=\(name)")
        while !Task.isCancelled {
            let list = try await client.send("GET", path(selectors.query))
            guard (list["items"]?.elements ?? []).contains(where: isMeant) else { return }
            var isGone = false
            let revision = list.value(at: "metadata", "resourceVersion")?.text ?? "0"
            let query = selectors.query + [("watch", "true"), ("resourceVersion", revision)]
            try await client.stream(path(query)) { event in
                isGone = event["type"] == "DELETED" && isMeant(event["object"] ?? .null)
                return !isGone && event["type"] != "ERROR"
            }
            if isGone { return }
        }
    }

    private func isMeant(_ object: JSONValue) -> Bool {
        uid.isEmpty || object.value(at: "metadata", "uid")?.text == uid
    }

    private func path(_ query: [(String, String)]) -> String {
        RequestPath.list(resource, namespace: namespace, query: query)
    }
}
