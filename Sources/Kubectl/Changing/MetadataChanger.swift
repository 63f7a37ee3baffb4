import APIServer
package import KubeObjects

/// Sets and removes labels or annotations of objects.
package struct MetadataChanger: Sendable {
    private let client: APIClient
    private let change: MetadataChange
    private let options: WriteOptions
    private let overwrites: Bool
    /// Empty: of any.
    private let resourceVersion: String

    /// - Parameter resourceVersion: The one that the object must have; empty for any.
    package init(
        _ client: APIClient,
        _ change: MetadataChange,
        _ options: WriteOptions,
        overwrites: Bool,
        resourceVersion: String
    ) {
        self.client = client
        self.change = change
        self.options = options
        self.overwrites = overwrites
        self.resourceVersion = resourceVersion
    }

    /// Changes one object.
    ///
    /// - Parameter object: As it is now.
    package func run(_ target: GetTarget, _ object: JSONValue) async throws(ObjectFailure) -> WriteResult {
        var changed = try change.applied(to: object, overwrites: overwrites)
        if !resourceVersion.isEmpty { changed.set(.string(resourceVersion), at: "metadata", "resourceVersion") }
        let verb = verb(from: object, to: changed)
        guard options.dryRun != .client else { return WriteResult(target.resource, changed, verb) }
        var patch = ObjectChange(from: object, to: changed).patch
        // Also where it is the one that was just seen: it may not be any more.
        if !resourceVersion.isEmpty { patch.set(.string(resourceVersion), at: "metadata", "resourceVersion") }
        let requests = ObjectRequests(
            client,
            target.resource,
            namespace: target.namespace,
            name: target.name ?? object["metadata"].string("name")
        )
        do throws(ClientError) {
            return WriteResult(
                target.resource,
                try await requests.patch(patch, type: ObjectPatch.Kind.merge.mediaType, options.patchQuery),
                verb
            )
        } catch {
            throw .request(error, context: nil)
        }
    }

    /// `labeled`, or that nothing is. kubectl goes by the objects' texts: a shorter one has lost a label.
    private func verb(from old: JSONValue, to new: JSONValue) -> String {
        guard change.subject == .label else { return "annotated" }
        guard old != new else { return "not labeled" }
        let isShorter = GoJSONWriter.compactText(of: new).utf8.count < GoJSONWriter.compactText(of: old).utf8.count
        return isShorter && !overwrites ? "unlabeled" : "labeled"
    }
}
