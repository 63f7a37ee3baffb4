package import KubeObjects

/// What `secretd exec` asks of the daemon, once a connection.
package struct ExecRequest: Equatable, Sendable {
    package var namespace: String
    package var pod: String
    /// Empty for the Pod's default container.
    package var container: String

    package init(namespace: String, pod: String, container: String = "") {
        self.namespace = namespace
        self.pod = pod
        self.container = container
    }

    /// Nil where a name is missing or no text.
    package init?(_ json: JSONValue) {
        guard let namespace = json["namespace"]?.text, let pod = json["pod"]?.text else { return nil }
        guard !namespace.isEmpty, !pod.isEmpty else { return nil }
        guard let container = (json["container"] ?? "").text else { return nil }
        self.init(namespace: namespace, pod: pod, container: container)
    }

    package var json: JSONValue {
        ["namespace": .string(namespace), "pod": .string(pod), "container": .string(container)]
    }
}
