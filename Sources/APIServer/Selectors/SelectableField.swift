import KubeObjects

/// A field that a field selector may name, and how its text is found in an object. What is not there counts as empty.
enum SelectableField: Hashable, Sendable {
    /// A string.
    case text([String])
    /// A boolean: `true` or `false`, false where it is not there.
    case flag([String])
    /// The first address of a pod.
    case podIP
    /// Who reported an event, in the old field or the new.
    case eventSource

    /// - Throws: `SelectorError.unsupportedField` or `.unknownField`, as the resource has fields of its own or not.
    init(_ name: String, resource: String) throws(SelectorError) {
        switch name {
        case "metadata.name", "metadata.namespace":
            self = .text(Self.path(name))
        default:
            guard let fields = Self.fields[resource] else { throw .unknownField(name) }
            guard let field = fields[name] else { throw .unsupportedField(name) }
            self = field
        }
    }

    func value(in object: JSONValue) -> String {
        switch self {
        case .text(let path):
            return Self.value(at: path, in: object)?.text ?? ""
        case .flag(let path):
            return Self.value(at: path, in: object)?.bool == true ? "true" : "false"
        case .podIP:
            return PodSummary.address(of: object)
        case .eventSource:
            let component = object.value(at: "source", "component")?.text ?? ""
            return component.isEmpty ? object["reportingComponent"]?.text ?? "" : component
        }
    }

    private static func value(at path: [String], in object: JSONValue) -> JSONValue? {
        path.reduce(object as JSONValue?) { value, name in value?[name] }
    }

    private static func path(_ name: String) -> [String] {
        name.split(separator: ".").map(String.init)
    }

    private static func texts(_ names: String...) -> [String: SelectableField] {
        Dictionary(names.map { ($0, .text(path($0))) }, uniquingKeysWith: { first, _ in first })
    }

    /// The fields of each resource besides name and namespace.
    ///
    /// Source: k8s.io/kubernetes pkg/apis/core/v1/conversion.go and the strategies under pkg/registry/core.
    private static let fields: [String: [String: SelectableField]] = [
        "secrets": texts("type"),
        "namespaces": texts("status.phase"),
        "nodes": ["spec.unschedulable": .flag(path("spec.unschedulable"))],
        "pods": texts(
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "status.phase",
            "status.nominatedNodeName"
        ).merging(
            ["spec.hostNetwork": .flag(path("spec.hostNetwork")), "status.podIP": .podIP],
            uniquingKeysWith: { first, _ in first }
        ),
        "events": texts(
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "type"
        ).merging(["source": .eventSource], uniquingKeysWith: { first, _ in first }),
    ]
}
