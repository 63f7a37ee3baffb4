import APIServer
package import KubeObjects

/// Patches objects.
///
/// Source: kubectl pkg/cmd/patch.
package struct ObjectPatcher: Sendable {
    private let client: APIClient
    private let patch: ObjectPatch
    private let options: WriteOptions

    package init(_ client: APIClient, _ patch: ObjectPatch, _ options: WriteOptions) {
        self.client = client
        self.patch = patch
        self.options = options
    }

    /// Patches one object.
    ///
    /// - Parameter object: As it is now.
    package func run(_ target: GetTarget, _ object: JSONValue) async throws(ObjectFailure) -> WriteResult {
        let patched: JSONValue
        if options.dryRun == .client {
            patched = try patch.applied(to: object)
        } else {
            let requests = ObjectRequests(
                client,
                target.resource,
                namespace: target.namespace,
                name: target.name ?? object["metadata"].string("name")
            )
            do throws(ClientError) {
                patched = try await requests.patch(patch.patch, type: patch.kind.mediaType, options.patchQuery)
            } catch {
                throw .request(error, context: nil)
            }
        }
        return WriteResult(target.resource, patched, patched == object ? "patched (no change)" : "patched")
    }
}

extension WriteOptions {
    /// Of the commands that send what the person typed: unknown fields are warned of.
    var patchQuery: [(String, String)] {
        (dryRun == .server ? [("dryRun", "All")] : []) + [("fieldManager", manager)]
    }
}
