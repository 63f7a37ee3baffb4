import APIServer
package import KubeObjects

/// `diff -f`: what `apply` would make of objects.
package struct Differ: Sendable {
    /// What is there and what would be there.
    package struct Difference: Equatable, Sendable {
        /// `v1.Secret.default.x`
        package var name: String
        /// nil where there is none.
        package var live: JSONValue?
        package var merged: JSONValue
    }

    private static let retries = 4

    private let client: APIClient
    private let options: WriteOptions
    private let isServerSide: Bool
    private let isForced: Bool

    /// - Parameters:
    ///   - manager: Whose change it would be; nil for the one that `apply` names.
    ///   - isServerSide: Whether `apply --server-side` would do it.
    ///   - isForced: Whether it would take fields from other owners.
    package init(_ client: APIClient, manager: String?, isServerSide: Bool, isForced: Bool) {
        self.client = client
        let usual = isServerSide ? ServerSideApplier.manager : Applier.manager
        options = WriteOptions(dryRun: .server, validation: .warn, manager: manager ?? usual)
        self.isServerSide = isServerSide
        self.isForced = isForced
    }

    /// Both states, a Secret's values masked.
    package func difference(_ input: InputObject) async throws(ObjectFailure) -> Difference {
        if let complaint = ObjectFailure.name(input.name) { throw .text(complaint) }
        let requests = ObjectRequests(client, input)
        var attempt = 0
        while true {
            attempt += 1
            let live: JSONValue?
            do throws(ClientError) { live = try await requests.get() } catch { throw .request(error, context: nil) }
            do throws(ObjectFailure) {
                let (seen, merged) = SecretMask.masked(live: live, merged: try await merged(input, live, requests))
                return Difference(
                    name: "v1.\(input.resource.kind).\(input.namespace).\(input.name)",
                    live: seen,
                    merged: merged ?? [:]
                )
            } catch {
                guard case .request(let refusal, _) = error, refusal.isConflict, attempt < Self.retries else {
                    throw error
                }
            }
        }
    }

    private func merged(
        _ input: InputObject,
        _ live: JSONValue?,
        _ requests: ObjectRequests
    ) async throws(ObjectFailure) -> JSONValue {
        let modified = LastApplied.bare(input.object)
        var patch: JSONValue?
        if let live, !isServerSide {
            let change = try Applier.change(of: live, to: modified, input)
            guard !change.isEmpty else { return live }
            patch = change.patch
            // What is shown is a change of what is shown beside it.
            patch?.set(live.value(at: "metadata", "resourceVersion"), at: "metadata", "resourceVersion")
        }
        do throws(ClientError) {
            if isServerSide {
                let query = options.query + [("force", "\(isForced)")]
                return try await requests.patch(input.object, type: "apply-patch+yaml", query)
            }
            guard let patch else { return try await requests.create(modified, options) }
            return try await requests.patch(patch, type: "merge-patch+json", options.query)
        } catch {
            throw .request(error, context: nil)
        }
    }
}
