/// Where in a Kubernetes object a value stands, as far as the order of the fields there is known.
///
/// Source: k8s.io/apimachinery pkg/apis/meta/v1 types.go, k8s.io/api core/v1 types.go.
indirect enum TypedPlace: Equatable {
    /// An object with kind and API version.
    case object(kind: String)
    /// Its `metadata`.
    case metadata
    /// A list whose elements stand at the place.
    case list(of: TypedPlace)
    /// An object whose fields have this order.
    case fields([String])
    /// A map, which is sorted, and everything unknown.
    case map

    /// The order of the fields that an object here may have.
    var fields: [String] {
        switch self {
        case .object(let kind): ["kind", "apiVersion", "metadata"] + Self.ownFields(of: kind)
        case .metadata:
            [
                "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation",
                "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "labels", "annotations",
                "ownerReferences", "finalizers", "managedFields",
            ]
        case .fields(let names): names
        case .list, .map: []
        }
    }

    /// The place of the member `name`. The items of a list are as they came, and sorted, but for Events, which kubectl
    /// holds as its own.
    func member(_ name: String) -> TypedPlace {
        switch (self, name) {
        case (.object, "metadata"): .metadata
        case (.object("EventList"), "items"): .list(of: .object(kind: "Event"))
        case (.object("Event"), "involvedObject"), (.object("Event"), "related"):
            .fields(["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"])
        case (.metadata, "ownerReferences"):
            .list(of: .fields(["apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion"]))
        case (.metadata, "managedFields"):
            .list(
                of: .fields([
                    "manager", "operation", "apiVersion", "time", "fieldsType", "fieldsV1", "subresource",
                ])
            )
        default: .map
        }
    }

    /// The place of an element.
    var element: TypedPlace {
        if case .list(let place) = self { place } else { .map }
    }

    private static func ownFields(of kind: String) -> [String] {
        switch kind {
        case "Secret": ["immutable", "data", "stringData", "type"]
        case "ConfigMap": ["immutable", "data", "binaryData"]
        case "Namespace": ["spec", "status"]
        case "ServiceAccount": ["secrets", "imagePullSecrets", "automountServiceAccountToken"]
        case "Event":
            [
                "involvedObject", "reason", "message", "source", "firstTimestamp", "lastTimestamp", "count", "type",
                "eventTime", "series", "action", "related", "reportingComponent", "reportingInstance",
            ]
        default: ["items"]
        }
    }
}
