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

    /// Nil where a name is missing, or none that an object can have.
    package init?(_ json: JSONValue) {
        guard let namespace = json["namespace"]?.text, let pod = json["pod"]?.text else { return nil }
        guard let container = (json["container"] ?? "").text else { return nil }
        guard Self.isName(namespace, longest: 63), Self.isName(pod, longest: 253) else { return nil }
        guard container.isEmpty || Self.isName(container, longest: 63) else { return nil }
        self.init(namespace: namespace, pod: pod, container: container)
    }

    /// Whoever asks is not known yet: what no object can be called goes no further.
    private static func isName(_ text: String, longest: Int) -> Bool {
        (1...longest).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: ".")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "-"), UInt8(ascii: "."): true
                default: false
                }
            }
    }

    package var json: JSONValue {
        ["namespace": .string(namespace), "pod": .string(pod), "container": .string(container)]
    }
}
