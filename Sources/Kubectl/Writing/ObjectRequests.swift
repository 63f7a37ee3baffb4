package import APIServer
package import KubeObjects

/// The requests about one object.
package struct ObjectRequests: Sendable {
    let client: APIClient
    let resource: Resource
    let namespace: String
    let name: String

    package init(_ client: APIClient, _ resource: Resource, namespace: String, name: String) {
        self.client = client
        self.resource = resource
        self.namespace = namespace
        self.name = name
    }

    init(_ client: APIClient, _ input: InputObject) {
        self.init(client, input.resource, namespace: input.namespace, name: input.name)
    }

    /// - Returns: nil where there is no such object.
    package func get() async throws(ClientError) -> JSONValue? {
        do throws(ClientError) {
            return try await client.send("GET", path())
        } catch {
            guard error.isNotFound else { throw error }
            return nil
        }
    }

    package func create(_ object: JSONValue, _ options: WriteOptions) async throws(ClientError) -> JSONValue {
        let path = RequestPath.list(resource, namespace: namespace, query: options.query)
        var object = object
        // As kubectl: that of an object which is made from the text of another says nothing.
        if object.value(at: "metadata", "resourceVersion") != nil {
            object.set(nil, at: "metadata", "resourceVersion")
        }
        return try await client.send("POST", path, body: object)
    }

    package func replace(_ object: JSONValue, _ options: WriteOptions) async throws(ClientError) -> JSONValue {
        try await client.send("PUT", path(options.query), body: object)
    }

    /// - Parameter type: The patch's media type, `merge-patch+json`.
    package func patch(
        _ patch: JSONValue,
        type: String,
        _ query: [(String, String)]
    ) async throws(ClientError) -> JSONValue {
        try await client.send("PATCH", path(query), body: patch, type: "application/\(type)")
    }

    private func path(_ query: [(String, String)] = []) -> String {
        RequestPath.object(resource, namespace: namespace, name: name, query: query)
    }

    // MARK: - Removal

    /// Makes sure that an object could be made in the place of the one that is there, before that one is removed.
    ///
    /// - Throws: Where the daemon would refuse it, and for a namespace, with which everything in it would go.
    func checkReplacement(_ object: JSONValue, _ options: WriteOptions, context: String) async throws(ObjectFailure) {
        guard resource != .namespaces else {
            throw .text("\(context): a namespace is not replaced by force, because everything in it would go")
        }
        var trial = options
        trial.dryRun = .server
        do throws(ClientError) {
            _ = try await create(object, trial)
        } catch {
            guard error.status?.reason == "AlreadyExists" else { throw .request(error, context: context) }
        }
    }

    /// Removes the object.
    ///
    /// - Returns: The uid of what goes, empty where the answer does not say; nil where there was nothing.
    ///
    /// - Parameter seen: Only this state of it; nil: whatever is there.
    package func delete(
        gracePeriodSeconds: Int64? = nil,
        onlyIf seen: JSONValue? = nil
    ) async throws(ClientError) -> String? {
        var options: JSONValue = ["propagationPolicy": "Background"]
        for field in ["uid", "resourceVersion"] {
            if let value = seen?.value(at: "metadata", field) { options.set(value, at: "preconditions", field) }
        }
        options["gracePeriodSeconds"] = gracePeriodSeconds.map(JSONValue.integer)
        do throws(ClientError) {
            let answer = try await client.send("DELETE", path(), body: options)
            return (answer.value(at: "details", "uid") ?? answer.value(at: "metadata", "uid"))?.text ?? ""
        } catch {
            guard error.isNotFound else { throw error }
            return nil
        }
    }

    /// Waits until an object that is being removed has gone.
    ///
    /// - Returns: False where it is still there after `timeout`.
    package func waitUntilGone(uid: String, timeout: Duration) async throws(ClientError) -> Bool {
        try await ObjectEnd(client: client, resource: resource, namespace: namespace, name: name, uid: uid)
            .wait(timeout: timeout)
    }
}
