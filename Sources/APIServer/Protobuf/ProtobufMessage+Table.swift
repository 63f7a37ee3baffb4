/// The messages that clients send, with the fields that the API reads; what is missing here is skipped.
///
/// *Source:* the field numbers in `generated.proto` of k8s.io/apimachinery pkg/apis/meta/v1, k8s.io/api core/v1,
/// authorization/v1, authentication/v1.
extension ProtobufMessage {
    /// A kind with its `apiVersion`, as the envelope names it.
    struct Name: Hashable, Sendable {
        let apiVersion: String
        let kind: String
    }

    static let all: [Name: ProtobufMessage] = [
        Name(apiVersion: "v1", kind: "Secret"): secret,
        Name(apiVersion: "v1", kind: "ConfigMap"): configMap,
        Name(apiVersion: "v1", kind: "ServiceAccount"): serviceAccount,
        Name(apiVersion: "v1", kind: "Namespace"): namespace,
        Name(apiVersion: "v1", kind: "DeleteOptions"): deleteOptions,
        Name(apiVersion: "meta.k8s.io/v1", kind: "DeleteOptions"): deleteOptions,
        Name(apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview"): selfSubjectAccessReview,
        Name(apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview"): selfSubjectRulesReview,
        Name(apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview"): selfSubjectReview,
        Name(apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest"): tokenRequest,
    ]

    private static let secret = ProtobufMessage([
        1: Field("metadata", .message(objectMeta)),
        2: Field("data", .map(.bytes)),
        3: Field("type", .text),
        4: Field("stringData", .map(.text)),
        5: Field("immutable", .boolean, .optional),
    ])

    private static let configMap = ProtobufMessage([
        1: Field("metadata", .message(objectMeta)),
        2: Field("data", .map(.text)),
        3: Field("binaryData", .map(.bytes)),
        4: Field("immutable", .boolean, .optional),
    ])

    private static let serviceAccount = ProtobufMessage([
        1: Field("metadata", .message(objectMeta)),
        2: Field("secrets", .message(objectReference), .repeated),
        3: Field("imagePullSecrets", .message(ProtobufMessage([1: Field("name", .text)])), .repeated),
        4: Field("automountServiceAccountToken", .boolean, .optional),
    ])

    private static let namespace = ProtobufMessage([
        1: Field("metadata", .message(objectMeta)),
        2: Field("spec", .message(ProtobufMessage([1: Field("finalizers", .text, .repeated)]))),
        3: Field("status", .message(ProtobufMessage([1: Field("phase", .text)]))),
    ])

    private static let deleteOptions = ProtobufMessage([
        1: Field("gracePeriodSeconds", .integer, .optional),
        2: Field(
            "preconditions",
            .message(
                ProtobufMessage([
                    1: Field("uid", .text, .optional),
                    2: Field("resourceVersion", .text, .optional),
                ])
            )
        ),
        3: Field("orphanDependents", .boolean, .optional),
        4: Field("propagationPolicy", .text, .optional),
        5: Field("dryRun", .text, .repeated),
    ])

    private static let selfSubjectAccessReview = ProtobufMessage([
        1: Field("metadata", .message(objectMeta)),
        2: Field(
            "spec",
            .message(
                ProtobufMessage([
                    1: Field("resourceAttributes", .message(resourceAttributes)),
                    2: Field(
                        "nonResourceAttributes",
                        .message(ProtobufMessage([1: Field("path", .text), 2: Field("verb", .text)]))
                    ),
                ])
            )
        ),
    ])

    private static let resourceAttributes = ProtobufMessage([
        1: Field("namespace", .text),
        2: Field("verb", .text),
        3: Field("group", .text),
        4: Field("version", .text),
        5: Field("resource", .text),
        6: Field("subresource", .text),
        7: Field("name", .text),
    ])

    private static let selfSubjectRulesReview = ProtobufMessage([
        1: Field("metadata", .message(objectMeta)),
        2: Field("spec", .message(ProtobufMessage([1: Field("namespace", .text)]))),
    ])

    private static let selfSubjectReview = ProtobufMessage([1: Field("metadata", .message(objectMeta))])

    private static let tokenRequest = ProtobufMessage([
        1: Field("metadata", .message(objectMeta)),
        2: Field(
            "spec",
            .message(
                ProtobufMessage([
                    1: Field("audiences", .text, .repeated),
                    3: Field("boundObjectRef", .message(boundObjectReference)),
                    4: Field("expirationSeconds", .integer, .optional),
                ])
            )
        ),
    ])

    private static let boundObjectReference = ProtobufMessage([
        1: Field("kind", .text),
        2: Field("apiVersion", .text),
        3: Field("name", .text),
        4: Field("uid", .text),
    ])

    private static let objectReference = ProtobufMessage([
        1: Field("kind", .text),
        2: Field("namespace", .text),
        3: Field("name", .text),
        4: Field("uid", .text),
        5: Field("apiVersion", .text),
        6: Field("resourceVersion", .text),
        7: Field("fieldPath", .text),
    ])
}
