import Glibc
import KubeObjects
package import ObjectStore

/// The Node that this machine is.
package struct NodeObject: Sendable {
    package var name: String
    /// Of secretd.
    package var version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }

    /// Shows the node in the API.
    ///
    /// - Parameter now: Seconds since 1970.
    package func show(in store: ObjectStore, now: Int64) async throws {
        let body = body(now: now)
        try await store.show { $0.mirror(StoreKey(Resource.nodes.name, name: name), body, file: nil) }
    }

    private func body(now: Int64) -> JSONValue {
        var system = utsname()
        uname(&system)
        let kernel = withUnsafeBytes(of: &system.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let machine = withUnsafeBytes(of: &system.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let architecture = ["x86_64": "amd64", "aarch64": "arm64"][machine] ?? machine
        let time = JSONValue.string(Timestamp.text(now))
        return [
            "apiVersion": "v1", "kind": "Node",
            "metadata": [
                "name": .string(name), "uid": .string(FileObjects.uid(of: "Node/\(name)")), "creationTimestamp": time,
                "labels": [
                    "kubernetes.io/hostname": .string(name), "kubernetes.io/os": "linux",
                    "kubernetes.io/arch": .string(architecture),
                ],
            ],
            "spec": [:],
            "status": [
                "conditions": [
                    [
                        "type": "Ready", "status": "True", "reason": "SecretdReady",
                        "message": "secretd serves volumes",
                        "lastHeartbeatTime": time, "lastTransitionTime": time,
                    ]
                ],
                "addresses": [
                    ["type": "InternalIP", "address": "127.0.0.1"], ["type": "Hostname", "address": .string(name)],
                ],
                "nodeInfo": [
                    "kernelVersion": .string(kernel), "operatingSystem": "linux",
                    "architecture": .string(architecture), "osImage": .string(Self.osImage()),
                    "kubeletVersion": .string("v\(version)"), "containerRuntimeVersion": "none://",
                    "machineID": "", "systemUUID": "", "bootID": "", "kubeProxyVersion": "",
                ],
            ],
        ]
    }

    /// `PRETTY_NAME` of os-release. Source: man 5 os-release.
    private static func osImage() -> String {
        guard let file = fopen("/etc/os-release", "re") else { return "" }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = line.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard text.hasPrefix("PRETTY_NAME=") else { continue }
            return text.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" && $0 != "\n" }
        }
        return ""
    }
}
