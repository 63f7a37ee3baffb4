package import KubeObjects

/// Server-side apply: who applies a field owns it, and nobody else changes it unasked.
///
/// Owners are kept in `metadata.managedFields`, as the API server does, with one difference: until somebody applies an
/// object server-side, no owners are kept, so the first to apply it meets no conflicts.
///
/// Source: sigs.k8s.io/structured-merge-diff merge/update.go; k8s.io/apimachinery pkg/util/managedfields.
package struct ServerSideApply {
    /// The deepest object whose owners can be written: the paths in `fieldsV1` are as deep, and stand deeper.
    private static let maximumDepth = DocumentLimits.depth - 12

    /// The name under which kubectl applies server-side, and the one under which it applied before.
    private static let kubectl = (now: "kubectl", before: "kubectl-client-side-apply")

    /// Merges a configuration into an object; the fields that the manager applied before, that it applies no more and
    /// that nobody else owns are removed. The same configuration again gives an equal object.
    ///
    /// - Parameters:
    ///   - configuration: The applied object, values of Secrets in `data` only.
    ///   - live: The stored object; nil to create it.
    ///   - force: Take fields from their owners.
    ///   - time: Now, RFC 3339.
    /// - Throws: `ApplyError`.
    package static func apply(
        _ configuration: JSONValue,
        to live: JSONValue?,
        kind: String,
        manager: String,
        force: Bool,
        time: String
    ) throws(ApplyError) -> JSONValue {
        guard configuration.members != nil else { throw .malformed("an applied configuration must be an object") }
        if let claimed = configuration.value(at: "metadata", "managedFields"), claimed != .null, claimed != [] {
            throw .malformed("metadata.managedFields must be nil")
        }
        guard hasMetadata(configuration) else { throw .malformed("metadata must be an object") }
        guard configuration.extent.depth <= maximumDepth else {
            throw .malformed("an applied configuration may nest at most \(maximumDepth) levels")
        }

        let type = SchemaType(kind: kind)
        var owners = ManagedFields(of: live)
        let others = owners.others(than: manager, by: .apply)
        let before = owners.fields(of: manager, by: .apply)
        let applied = FieldSet(ofObject: configuration, type: type)

        let merged = try AppliedMerge.merge(mergeable(configuration), into: live, rule: .object(type), name: kind)
        let kept = others.reduce(applied) { $0.union($1.fields) }
        let removal = FieldRemoval(removing: before.subtracting(kept), keeping: kept)
        let result = removal.applied(to: merged ?? configuration, rule: .object(type))

        let changes = FieldChanges(ofObject: live, to: result, type: type)
        if !force { try check(changes.changed, against: others, manager: manager) }
        owners.take(changes.changed.union(changes.removed), fromOthersThan: manager, by: .apply)
        if before != applied || !changes.isEmpty {
            let version = configuration["apiVersion"]?.text ?? "v1"
            owners.put(
                ManagedFieldsEntry(
                    manager: manager,
                    operation: .apply,
                    apiVersion: version,
                    time: time,
                    fields: applied
                )
            )
        }
        return owners.written(into: result)
    }

    /// Notes a write that is no apply: the changed fields now belong to whoever wrote, by update.
    ///
    /// While nobody has applied the object server-side nothing is noted, and `managedFields` is removed.
    ///
    /// - Parameters:
    ///   - old: The stored object; nil for a new one.
    ///   - time: Now, RFC 3339.
    package static func noteUpdate(
        old: JSONValue?,
        new: JSONValue,
        kind: String,
        manager: String,
        time: String
    ) -> JSONValue {
        // An object has owners from its first apply on, even when updates have taken all fields of those who applied:
        // they must meet a conflict when they apply again.
        guard hasMetadata(new), let old, !ManagedFields(of: old).entries.isEmpty else { return withoutOwners(new) }
        var owners = ManagedFields(of: new, before: old)
        guard !owners.entries.isEmpty else { return withoutOwners(new) }

        let changes = FieldChanges(ofObject: old, to: new, type: SchemaType(kind: kind))
        guard !changes.isEmpty, withoutOwners(new).extent.depth <= maximumDepth else {
            return owners.written(into: new)
        }
        owners.take(changes.changed.union(changes.removed), fromOthersThan: manager, by: .update)
        let fields = owners.fields(of: manager, by: .update).union(changes.changed).subtracting(changes.removed)
        owners.put(
            ManagedFieldsEntry(
                manager: manager,
                operation: .update,
                apiVersion: new["apiVersion"]?.text ?? "v1",
                time: time,
                fields: fields
            )
        )
        return owners.written(into: new)
    }

    /// Whether owners can be written into an object.
    private static func hasMetadata(_ object: JSONValue) -> Bool {
        let metadata = object["metadata"] ?? .null
        return metadata == .null || metadata.members != nil
    }

    private static func withoutOwners(_ object: JSONValue) -> JSONValue {
        guard object.value(at: "metadata", "managedFields") != nil else { return object }
        var object = object
        object.set(nil, at: "metadata", "managedFields")
        return object
    }

    /// The configuration without what only the server writes.
    private static func mergeable(_ configuration: JSONValue) -> JSONValue {
        var configuration = configuration
        guard var metadata = configuration["metadata"] else { return configuration }
        for name in FieldSet.unowned where name != "name" && name != "namespace" { metadata[name] = nil }
        configuration["metadata"] = metadata
        return configuration
    }

    private static func check(
        _ changed: FieldSet,
        against others: [ManagedFieldsEntry],
        manager: String
    ) throws(ApplyError) {
        var conflicts: [ApplyConflict] = []
        for other in others {
            // kubectl going over from client-side to server-side apply meets its own former self.
            if manager == kubectl.now, other.isEntry(of: kubectl.before, by: .update) { continue }
            for path in other.fields.intersection(changed).shownPaths {
                conflicts.append(
                    ApplyConflict(
                        manager: other.manager,
                        version: other.operation == .update ? other.apiVersion : nil,
                        subresource: other.subresource,
                        field: path
                    )
                )
            }
        }
        guard !conflicts.isEmpty else { return }
        throw .conflicts(conflicts.sorted { ($0.owner, $0.field) < ($1.owner, $1.field) })
    }
}
