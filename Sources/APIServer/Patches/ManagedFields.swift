import KubeObjects

/// The owners of an object's fields.
struct ManagedFields: Equatable, Sendable {
    private(set) var entries: [ManagedFieldsEntry]

    /// The owners as the object says; none where it says nothing that can be read.
    init(of object: JSONValue?) {
        let written = object?.value(at: "metadata", "managedFields")?.elements ?? []
        entries = written.compactMap(ManagedFieldsEntry.init)
    }

    /// The owners that hold for a written object: those it names itself, else those that the stored one had. A list of
    /// one empty entry asks for a fresh start.
    ///
    /// Source: k8s.io/apimachinery pkg/util/managedfields/internal/fieldmanager.go.
    init(of new: JSONValue, before old: JSONValue) {
        self.init(of: new)
        let isReset = new.value(at: "metadata", "managedFields") == [[:]]
        if entries.isEmpty, !isReset { self.init(of: old) }
    }

    /// What a manager owns by an operation.
    func fields(of manager: String, by operation: ManagedFieldsEntry.Operation) -> FieldSet {
        entries.first { $0.isEntry(of: manager, by: operation) }?.fields ?? FieldSet()
    }

    func others(than manager: String, by operation: ManagedFieldsEntry.Operation) -> [ManagedFieldsEntry] {
        entries.filter { !$0.isEntry(of: manager, by: operation) }
    }

    /// Takes fields away from all but one.
    mutating func take(
        _ fields: FieldSet,
        fromOthersThan manager: String,
        by operation: ManagedFieldsEntry.Operation
    ) {
        for index in entries.indices where !entries[index].isEntry(of: manager, by: operation) {
            entries[index].fields = entries[index].fields.subtracting(fields)
        }
        entries.removeAll(where: \.fields.isEmpty)
    }

    /// Puts an entry in the place of the one of the same manager and operation.
    mutating func put(_ entry: ManagedFieldsEntry) {
        entries.removeAll { $0.isEntry(of: entry.manager, by: entry.operation) }
        if !entry.fields.isEmpty { entries.append(entry) }
    }

    /// The object with these owners written into it.
    func written(into object: JSONValue) -> JSONValue {
        var object = object
        let sorted = entries.sorted(by: ManagedFieldsEntry.precedes)
        if sorted.isEmpty {
            // Without `set` where there is nothing to remove: it would make `metadata` on the way.
            guard object.value(at: "metadata", "managedFields") != nil else { return object }
            object.set(nil, at: "metadata", "managedFields")
        } else {
            object.set(.array(sorted.map(\.json)), at: "metadata", "managedFields")
        }
        return object
    }
}
