extension ProtobufMessage {
    /// Without `managedFields`, which clients send back as they got them and which the API does not take from them.
    static let objectMeta = ProtobufMessage([
        1: Field("name", .text),
        2: Field("generateName", .text),
        3: Field("namespace", .text),
        4: Field("selfLink", .text),
        5: Field("uid", .text),
        6: Field("resourceVersion", .text),
        7: Field("generation", .integer),
        8: Field("creationTimestamp", .time),
        9: Field("deletionTimestamp", .time),
        10: Field("deletionGracePeriodSeconds", .integer, .optional),
        11: Field("labels", .map(.text)),
        12: Field("annotations", .map(.text)),
        13: Field("ownerReferences", .message(ownerReference), .repeated),
        14: Field("finalizers", .text, .repeated),
    ])

    private static let ownerReference = ProtobufMessage([
        1: Field("kind", .text),
        3: Field("name", .text),
        4: Field("uid", .text),
        5: Field("apiVersion", .text),
        6: Field("controller", .boolean, .optional),
        7: Field("blockOwnerDeletion", .boolean, .optional),
    ])
}
