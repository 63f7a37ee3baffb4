/// The types of core/v1 whose fields follow rules of their own.
package enum SchemaType: Hashable, Sendable {
    /// Any object without such fields.
    case open
    case pod, secret, configMap, serviceAccount, node, namespace, event
    case objectMeta
    case podSpec, podStatus, container, envVar, envVarSource, resources, affinity, nodeAffinity, volume, csiVolume
    case nodeSpec, nodeStatus, namespaceStatus

    /// The type of an object of a kind; `open` for kinds that are not known.
    package init(kind: String) {
        self =
            switch kind {
            case "Pod": .pod
            case "Secret": .secret
            case "ConfigMap": .configMap
            case "ServiceAccount": .serviceAccount
            case "Node": .node
            case "Namespace": .namespace
            case "Event": .event
            default: .open
            }
    }

    /// The rule of a field.
    package func rule(of field: String) -> FieldRule {
        Self.rules[self]?[field] ?? .open
    }

    /// The table. What is not in it: objects merge, lists are replaced and have one owner.
    ///
    /// Source: the tags patchStrategy, patchMergeKey, listType, listMapKey, mapType and structType of k8s.io/api
    /// core/v1 and of k8s.io/apimachinery meta/v1.
    private static let rules: [SchemaType: [String: FieldRule]] = [
        .pod: ["metadata": .object(.objectMeta), "spec": .object(.podSpec), "status": .object(.podStatus)],
        .secret: ["metadata": .object(.objectMeta)],
        .configMap: ["metadata": .object(.objectMeta)],
        .serviceAccount: [
            "metadata": .object(.objectMeta),
            "secrets": .list("name", elementIsAtomic: true),
            // Without a merge key, unlike the list of the same name in a pod.
            "imagePullSecrets": .atomic,
        ],
        .node: ["metadata": .object(.objectMeta), "spec": .object(.nodeSpec), "status": .object(.nodeStatus)],
        .namespace: ["metadata": .object(.objectMeta), "status": .object(.namespaceStatus)],
        .event: ["metadata": .object(.objectMeta), "involvedObject": .atomic, "related": .atomic],
        .objectMeta: [
            "finalizers": .set,
            "ownerReferences": .list("uid", elementIsAtomic: true),
            "managedFields": .atomic,
        ],

        .podSpec: [
            "containers": .list("name", of: .container),
            "initContainers": .list("name", of: .container),
            "ephemeralContainers": .list("name", of: .container),
            "volumes": .list("name", of: .volume),
            "imagePullSecrets": .list("name", elementIsAtomic: true),
            "hostAliases": .list("ip"),
            "topologySpreadConstraints": .list(
                "topologyKey",
                ownership: .map(keys: ["topologyKey", "whenUnsatisfiable"], defaults: [:])
            ),
            "resourceClaims": .list("name"),
            "schedulingGates": .list("name"),
            "nodeSelector": .atomic,
            "affinity": .object(.affinity),
            "resources": .object(.resources),
        ],
        .podStatus: [
            "conditions": .list("type"),
            "podIPs": .list("ip"),
            "hostIPs": .list("ip", ownership: .atomic),
            "resourceClaimStatuses": .list("name"),
        ],
        .container: [
            "env": .list("name", of: .envVar),
            "volumeMounts": .list("mountPath"),
            "volumeDevices": .list("devicePath"),
            "ports": .list(
                "containerPort",
                ownership: .map(keys: ["containerPort", "protocol"], defaults: ["protocol": "TCP"])
            ),
            "resources": .object(.resources),
        ],
        .envVar: ["valueFrom": .object(.envVarSource)],
        .envVarSource: [
            "secretKeyRef": .atomic,
            "configMapKeyRef": .atomic,
            "fieldRef": .atomic,
            "resourceFieldRef": .atomic,
            "fileKeyRef": .atomic,
        ],
        .resources: [
            "claims": FieldRule(type: .open, listPatch: .replace, ownership: .map(keys: ["name"], defaults: [:]))
        ],
        .affinity: ["nodeAffinity": .object(.nodeAffinity)],
        .nodeAffinity: ["requiredDuringSchedulingIgnoredDuringExecution": .atomic],
        .volume: ["csi": .object(.csiVolume)],
        .csiVolume: ["nodePublishSecretRef": .atomic],

        .nodeSpec: ["podCIDRs": .set],
        .nodeStatus: ["conditions": .list("type"), "addresses": .list("type")],
        .namespaceStatus: ["conditions": .list("type")],
    ]
}
