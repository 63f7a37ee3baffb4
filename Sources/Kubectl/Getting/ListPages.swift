package import APIServer
package import KubeObjects

extension APIClient {
    /// Fetches a list page by page and hands over each page as it comes, so that a long list takes no more memory than a
    /// page of it.
    ///
    /// - Parameters:
    ///   - namespace: nil: all namespaces.
    ///   - limit: Objects a page; 0: all in one.
    ///   - receive: Gets a list, or a table.
    package func pages<Failure: Error>(
        of resource: Resource,
        namespace: String?,
        selectors: ObjectSelectors = ObjectSelectors(),
        form: Form = .object,
        limit: Int = 500,
        query: [(String, String)] = [],
        receive: (JSONValue) async throws(Failure) -> Void
    ) async throws {
        var rest: String?
        repeat {
            var query = selectors.query + query
            if limit > 0 { query.append(("limit", "\(limit)")) }
            if let rest { query.append(("continue", rest)) }
            let page = try await send("GET", RequestPath.list(resource, namespace: namespace, query: query), form: form)
            rest = page.value(at: "metadata", "continue")?.text.flatMap { $0.isEmpty ? nil : $0 }
            try await receive(page)
        } while rest != nil
    }

    /// The metadata of all objects of a list, without fetching their values.
    package func metadata(
        of resource: Resource,
        namespace: String?,
        selectors: ObjectSelectors = ObjectSelectors()
    ) async throws -> [JSONValue] {
        var found: [JSONValue] = []
        try await pages(of: resource, namespace: namespace, selectors: selectors, form: .table) { page in
            found += (page["rows"]?.elements ?? []).compactMap { $0.value(at: "object", "metadata") }
        }
        return found
    }

    /// All objects of a list, each with its kind.
    package func objects(
        of resource: Resource,
        namespace: String?,
        selectors: ObjectSelectors = ObjectSelectors(),
        limit: Int = 500
    ) async throws -> [JSONValue] {
        var objects: [JSONValue] = []
        try await pages(of: resource, namespace: namespace, selectors: selectors, limit: limit) { page in
            objects += (page["items"]?.elements ?? []).map { $0.typed(resource) }
        }
        return objects
    }
}

extension JSONValue {
    /// The object with the kind and the version that the items of a list go without.
    package func typed(_ resource: Resource) -> JSONValue {
        var object = self
        object["apiVersion"] = "v1"
        object["kind"] = .string(resource.kind)
        return object
    }
}
