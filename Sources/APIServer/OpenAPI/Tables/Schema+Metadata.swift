extension Schema {
    /// What objects of every kind have. *Source:* k8s.io/apimachinery pkg/apis/meta/v1/types.go.
    static let metadata: [Schema] = [
        Schema(
            meta: "ObjectMeta",
            "What every stored object has, whatever its kind.",
            [
                SchemaField(
                    "annotations",
                    .map(.text),
                    "Notes for programs and people, by name. Nothing is selected by them."
                ),
                SchemaField("creationTimestamp", .time, "When the server stored the object. Set by the server."),
                SchemaField(
                    "deletionGracePeriodSeconds",
                    .int64,
                    "Seconds between the request to delete and the end. Set by the server."
                ),
                SchemaField(
                    "deletionTimestamp",
                    .time,
                    "When the object is to be gone. Set by the server on a request to delete; cannot be taken back."
                ),
                SchemaField(
                    "finalizers",
                    .list(.text),
                    "Names of those who have work to do before the object may go. It goes when the list is empty.",
                    merge: .set
                ),
                SchemaField(
                    "generateName",
                    .text,
                    "The start of a name that the server completes with random letters, if no name is given."
                ),
                SchemaField("generation", .int64, "Counts the changes of what is wanted. Set by the server."),
                SchemaField("labels", .map(.text), "Names and values by which objects are selected."),
                SchemaField(
                    "managedFields",
                    .list(.meta("ManagedFieldsEntry")),
                    "Who set which field, for server-side apply. Kept by the server."
                ),
                SchemaField(
                    "name",
                    .text,
                    "The name, unique among the objects of a kind in a namespace. Never changes."
                ),
                SchemaField("namespace", .text, "The namespace that the object lies in. Never changes."),
                SchemaField(
                    "ownerReferences",
                    .list(.meta("OwnerReference")),
                    "The objects that this one depends on.",
                    merge: .by("uid")
                ),
                SchemaField(
                    "resourceVersion",
                    .text,
                    "Changes with every write. Sent back with an update, it makes sure that no other write is lost."
                ),
                SchemaField("selfLink", .text, "No longer used."),
                SchemaField("uid", .text, "Tells this object from earlier ones of the same name. Set by the server."),
            ]
        ),
        Schema(
            meta: "OwnerReference",
            "An object that another one depends on.",
            [
                SchemaField("apiVersion", .text, "The group and version of the owner's kind.", .required),
                SchemaField("blockOwnerDeletion", .boolean, "Whether the owner stays until this object is gone."),
                SchemaField("controller", .boolean, "Whether the owner is the one that controls this object."),
                SchemaField("kind", .text, "The owner's kind.", .required),
                SchemaField("name", .text, "The owner's name.", .required),
                SchemaField("uid", .text, "The owner's UID.", .required),
            ]
        ),
        Schema(
            meta: "ManagedFieldsEntry",
            "The fields that one manager set.",
            [
                SchemaField("apiVersion", .text, "The version in which the fields are named."),
                SchemaField("fieldsType", .text, "The form of fieldsV1: FieldsV1."),
                SchemaField("fieldsV1", .meta("FieldsV1"), "The fields."),
                SchemaField("manager", .text, "The name of the manager."),
                SchemaField("operation", .text, "Apply or Update."),
                SchemaField("subresource", .text, "The subresource through which they were set; empty for the object."),
                SchemaField("time", .time, "When the manager last changed one of them."),
            ]
        ),
        Schema(
            meta: "ListMeta",
            "What holds for a list as a whole.",
            [
                SchemaField("continue", .text, "Where the next part of the list begins; empty in the last part."),
                SchemaField("remainingItemCount", .int64, "How many objects follow in the next parts."),
                SchemaField("resourceVersion", .text, "The state of the store that the list shows."),
                SchemaField("selfLink", .text, "No longer used."),
            ]
        ),
        Schema(
            name: SchemaName.meta("FieldsV1"),
            kind: nil,
            "A set of fields: an object whose members are their names.",
            .open
        ),
        Schema(
            name: SchemaName.meta("Time"),
            kind: nil,
            "A time to the second, as RFC 3339 writes it.",
            .text(format: "date-time")
        ),
        Schema(
            name: SchemaName.meta("MicroTime"),
            kind: nil,
            "A time to the microsecond, as RFC 3339 writes it.",
            .text(format: "date-time")
        ),
        Schema(
            name: SchemaName.quantity,
            kind: nil,
            "An amount with an optional unit, such as 100m, 0.5, 64Mi or 1G.",
            .text(format: nil)
        ),
    ]
}
