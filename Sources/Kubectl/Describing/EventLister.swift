import APIServer
package import KubeObjects

/// Lists Events, and waits for more.
///
/// Source: kubectl pkg/cmd/events.
package struct EventLister: Sendable {
    private let client: APIClient
    /// Nil: all namespaces.
    private let namespace: String?
    /// The Event types to show, in any case of letters; empty for all.
    private let types: [String]
    private let fieldSelector: String
    /// Events a page; 0: all at once.
    private let chunkSize: Int

    /// - Parameter target: `TYPE/NAME`; nil for the Events about everything.
    /// - Throws: Where `target` or `types` are none.
    package init(
        _ client: APIClient,
        namespace: String?,
        target: String?,
        types: [String],
        chunkSize: Int = 500
    ) throws(KubectlError) {
        self.client = client
        self.chunkSize = chunkSize
        self.namespace = namespace
        self.types = types.map { $0.lowercased() }
        guard self.types.allSatisfy(["normal", "warning"].contains) else {
            throw KubectlError("valid --types are Normal or Warning")
        }
        guard let target, !target.isEmpty else {
            fieldSelector = ""
            return
        }
        guard target.contains("/") else { throw KubectlError("--for must be in resource/name form") }
        guard case .named(let resource, let name) = try ObjectArguments.parse([target]).first else {
            throw KubectlError("--for must be in resource/name form")
        }
        let terms = [("kind", resource.kind), ("apiVersion", "v1"), ("name", name)]
        fieldSelector = terms.map { "involvedObject.\($0.0)=\($0.1)" }.joined(separator: ",")
    }

    /// What is said where there is none.
    package var nothing: String {
        namespace.map { "No events found in \($0) namespace." } ?? "No events found."
    }

    /// Oldest first, by when each happened last.
    package func events() async throws(KubectlError) -> [JSONValue] {
        do {
            let selectors = ObjectSelectors(field: fieldSelector)
            let events = try await client.objects(
                of: .events,
                namespace: namespace,
                selectors: selectors,
                limit: chunkSize
            )
            return EventRows.sorted(events.filter(isWanted))
        } catch let error as ClientError {
            throw KubectlError(error)
        } catch {
            throw KubectlError("\(error)")
        }
    }

    /// Hands over each Event that there is, in the server's order, and each that happens from now on, until the daemon ends
    /// the stream.
    ///
    /// - Parameter receive: Returns false to stop.
    package func watch(receive: (JSONValue) throws -> Bool) async throws {
        let query = ObjectSelectors(field: fieldSelector).query + [("watch", "true")]
        do {
            try await client.stream(RequestPath.list(.events, namespace: namespace, query: query)) { change in
                guard let event = change["object"], change.string("type") != "DELETED", isWanted(event) else {
                    return true
                }
                return try receive(event)
            }
        } catch let error as ClientError {
            throw KubectlError(error)
        }
    }

    /// The Events as one object, for machines.
    package static func list(of events: [JSONValue]) -> JSONValue {
        ["apiVersion": "v1", "kind": "EventList", "metadata": [:], "items": .array(events.map(typed))]
    }

    /// As kubectl's own type of an Event holds it, which has these fields always.
    package static func typed(_ event: JSONValue) -> JSONValue {
        var event = event
        let always: [(String, JSONValue)] = [
            ("involvedObject", [:]), ("source", [:]), ("firstTimestamp", .null), ("lastTimestamp", .null),
            ("eventTime", .null), ("reportingComponent", ""), ("reportingInstance", ""),
        ]
        for (field, value) in always where event[field] == nil { event[field] = value }
        return event
    }

    private func isWanted(_ event: JSONValue) -> Bool {
        event.string("kind") == "Event" && (types.isEmpty || types.contains(event.string("type").lowercased()))
    }
}
