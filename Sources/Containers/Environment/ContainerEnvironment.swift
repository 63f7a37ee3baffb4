package import KubeObjects
package import Projection

/// Turns a container's `envFrom` and `env` into values. Pure.
///
/// envFrom in order, a later one wins; then env in order, which wins over envFrom. `$(NAME)` in a literal value stands for
/// a variable that was set before it, in either list.
/// Source: kubelet pkg/kubelet/kubelet_pods.go makeEnvironmentVariables; there are no service variables here.
package struct ContainerEnvironment {
    package var pod: Pod
    package var container: Container
    package var node: NodeFacts

    package init(pod: Pod, container: Container, node: NodeFacts) {
        self.pod = pod
        self.container = container
        self.node = node
    }

    /// Each name once, in the order in which it was first set.
    /// - Throws: `EnvironmentError`, for the first variable that cannot be made.
    package func values(lookup: some ObjectLookup) throws(EnvironmentError) -> [EnvironmentValue] {
        var result: [EnvironmentValue] = []
        var places: [String: Int] = [:]
        func set(_ name: String, _ value: SecretBytes) {
            if let place = places[name] {
                result[place].value = value
            } else {
                places[name] = result.count
                result.append(EnvironmentValue(name: name, value: value))
            }
        }
        for source in container.envFrom {
            for (key, value) in try all(of: source, lookup).sorted(by: { $0.key < $1.key }) {
                set(source.prefix + key, value)
            }
        }
        for variable in container.env {
            if let value = try value(of: variable, lookup, known: { name in places[name].map { result[$0].value } }) {
                set(variable.name, value)
            }
        }
        if let bad = result.first(where: { $0.value.hasNUL }) { throw .holdsNUL(variable: bad.name) }
        return result
    }

    private var namespace: String { pod.metadata.namespace }

    private func all(
        of source: EnvFromSource,
        _ lookup: some ObjectLookup
    ) throws(EnvironmentError) -> [String: SecretBytes] {
        if let reference = source.configMapRef {
            if let map = lookup.configMap(namespace: namespace, name: reference.name) { return map.data }
            guard reference.optional else { throw .configMapNotFound(reference.name) }
        } else if let reference = source.secretRef {
            if let secret = lookup.secret(namespace: namespace, name: reference.name) { return secret.data }
            guard reference.optional else { throw .secretNotFound(reference.name) }
        }
        return [:]
    }

    /// Nil for an optional one that is missing.
    private func value(
        of variable: EnvVar,
        _ lookup: some ObjectLookup,
        known: (String) -> SecretBytes?
    ) throws(EnvironmentError) -> SecretBytes? {
        guard variable.value.isEmpty, let source = variable.valueFrom else {
            return VariableExpansion.expand(variable.value, known)
        }
        if let reference = source.secretKeyRef {
            guard let secret = lookup.secret(namespace: namespace, name: reference.name) else {
                if reference.optional { return nil }
                throw .secretNotFound(reference.name)
            }
            if let value = secret.data[reference.key] { return value }
            if reference.optional { return nil }
            throw .secretKeyNotFound(key: reference.key, namespace: namespace, name: reference.name)
        }
        if let reference = source.configMapKeyRef {
            guard let map = lookup.configMap(namespace: namespace, name: reference.name) else {
                if reference.optional { return nil }
                throw .configMapNotFound(reference.name)
            }
            if let value = map.data[reference.key] { return value }
            if reference.optional { return nil }
            throw .configMapKeyNotFound(key: reference.key, namespace: namespace, name: reference.name)
        }
        do throws(DownwardAPIError) {
            if let field = source.fieldRef { return SecretBytes(utf8: try text(of: field)) }
            if var resource = source.resourceFieldRef {
                if resource.containerName.isEmpty { resource.containerName = container.name }
                return SecretBytes(utf8: try DownwardAPI(pod: pod, node: node).value(of: resource))
            }
        } catch {
            throw .field(variable: variable.name, error)
        }
        if let other = source.others.first { throw .unsupportedSource(variable: variable.name, other) }
        return SecretBytes(utf8: "")
    }

    /// Fields that only the environment has. Addresses come from the Pod's status, where the document has one.
    /// Source: kubelet kubelet_pods.go podFieldSelectorRuntimeValue.
    private func text(of field: ObjectFieldSelector) throws(DownwardAPIError) -> String {
        let status = pod.document["status"]
        switch field.fieldPath {
        case "spec.nodeName": return pod.nodeName
        case "spec.serviceAccountName": return pod.serviceAccountName
        case "status.hostIP": if let address = status?["hostIP"]?.text { return address }
        case "status.podIP": if let address = status?["podIP"]?.text { return address }
        default: break
        }
        return try DownwardAPI(pod: pod, node: node).value(of: field)
    }
}

extension [EnvironmentValue] {
    /// The names that have another value in `other`, or are in only one of them. Sorted.
    package func differences(from other: [EnvironmentValue]) -> [String] {
        let ours = Dictionary(map { ($0.name, $0.value) }) { _, last in last }
        let theirs = Dictionary(other.map { ($0.name, $0.value) }) { _, last in last }
        return Set(ours.keys).union(theirs.keys).filter { ours[$0] != theirs[$0] }.sorted()
    }
}
