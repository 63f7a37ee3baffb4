import APIServer
import KubeObjects

/// `apply --server-side -f`: the daemon merges, and knows who owns which field.
package struct ServerSideApplier: Sendable {
    /// Who owns what is applied, where nobody is named.
    package static let manager = "kubectl"
    /// Who owns the annotation of client-side apply, so that this command does not take it away.
    private static let annotationManager = "kubectl-last-applied"

    private let client: APIClient
    private let options: WriteOptions
    private let isForced: Bool
    private let warn: @Sendable (String) -> Void

    /// - Parameters:
    ///   - isForced: Whether fields are taken from other owners.
    ///   - warn: Gets a line for people, `Warning: …`.
    package init(
        _ client: APIClient,
        _ options: WriteOptions,
        isForced: Bool,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.client = client
        self.options = options
        self.isForced = isForced
        self.warn = warn
    }

    package func apply(_ input: InputObject) async throws(ObjectFailure) -> WriteResult {
        if input.name.isEmpty, let prefix = input.object.value(at: "metadata", "generateName")?.text, !prefix.isEmpty {
            throw .text("from \(prefix): cannot use generate name with apply")
        }
        if let complaint = ObjectFailure.name(input.name) { throw .text(complaint) }
        do throws(ClientError) {
            var object = try await patched(input)
            // As kubectl: only its own manager takes over what client-side apply has left.
            if options.manager == Self.manager, options.dryRun == .none {
                object = try await takenOver(object, input)
            }
            if object.value(at: "metadata", "deletionTimestamp") != nil {
                warn("Warning: Detected changes to resource \(input.name) which is currently being deleted.")
            }
            return WriteResult(input.resource, object, "serverside-applied")
        } catch {
            throw Self.failure(error)
        }
    }

    private func patched(_ input: InputObject) async throws(ClientError) -> JSONValue {
        try await ObjectRequests(client, input).patch(
            input.object,
            type: "apply-patch+yaml",
            options.query + [("force", "\(isForced)")]
        )
    }

    /// Keeps the annotation of client-side apply, without Secrets' values, and takes its fields.
    ///
    /// Source: kubectl pkg/cmd/apply saveLastApplyAnnotationIfNecessary, migrateToSSAIfNecessary.
    private func takenOver(_ first: JSONValue, _ input: InputObject) async throws(ClientError) -> JSONValue {
        var object = first
        let requests = ObjectRequests(client, input)
        if let kept = annotationPatch(object, input) {
            object = try await requests.patch(
                kept,
                type: "apply-patch+yaml",
                [
                    ("fieldManager", Self.annotationManager), ("fieldValidation", options.validation.rawValue),
                    ("force", "true"),
                ]
            )
        }
        guard let taking = OwnerMigration.patch(of: object, from: Applier.manager, to: Self.manager) else {
            return object
        }
        _ = try await requests.patch(taking, type: "json-patch+json", options.query)
        return try await patched(input)
    }

    private func annotationPatch(_ object: JSONValue, _ input: InputObject) -> JSONValue? {
        guard let text = LastApplied.text(in: object), let masked = LastApplied.text(in: LastApplied.masked(object))
        else {
            return nil
        }
        let isOwned = OwnerMigration.hasEntry(object, of: Self.annotationManager, by: "Apply")
        guard !isOwned || masked != text else { return nil }
        var metadata: JSONValue = [
            "name": .string(input.name), "annotations": [LastApplied.annotation: .string(masked)],
        ]
        if !input.namespace.isEmpty { metadata["namespace"] = .string(input.namespace) }
        return ["apiVersion": "v1", "kind": .string(input.resource.kind), "metadata": metadata]
    }

    /// Source: kubectl pkg/cmd/apply apply.go.
    static func failure(_ error: ClientError) -> ObjectFailure {
        guard let status = error.status, status.reason == "Conflict", status.message.hasPrefix("Apply failed") else {
            return .request(error, context: nil)
        }
        return .text(
            """
            \(status.message)
            Please review the fields above--they currently have other managers. Here
            are the ways you can resolve this warning:
            * If you intend to manage all of these fields, please re-run the apply
              command with the `--force-conflicts` flag.
            * If you do not intend to manage all of the fields, please edit your
              manifest to remove references to the fields that should keep their
              current managers.
            * You may co-own fields by updating your manifest to match the existing
              value; in this case, you'll become the manager if the other manager(s)
              stop managing the field (remove it from their configuration).
            See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
            """
        )
    }
}
