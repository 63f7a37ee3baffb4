import KubeObjects
import Testing

/// A value planted wherever values are held must not come back in any message.
@Suite struct NoValueInMessagesTests {
    private static let canary = "CANARY-7c1f"

    private static let types = [
        "Opaque", "kubernetes.io/dockercfg", "kubernetes.io/dockerconfigjson", "kubernetes.io/basic-auth",
        "kubernetes.io/ssh-auth", "kubernetes.io/tls", "kubernetes.io/service-account-token",
    ]

    private static let keys = [
        "a*b", ".", "..", "..data", "", ".dockercfg", ".dockerconfigjson", "username", "ssh-privatekey", "tls.crt",
        "tls.key",
    ]

    private func check(_ object: KubeObject, sourceLocation: SourceLocation = #_sourceLocation) {
        let report = object.validate()
        #expect(!report.errors.isEmpty, sourceLocation: sourceLocation)
        let texts =
            report.errors.map(\.description) + report.warnings.map(\.description)
            + [String(reflecting: report), report.envelope(kind: object.kind, name: "x") ?? ""]
        #expect(!texts.contains { $0.contains(Self.canary) }, sourceLocation: sourceLocation)
    }

    @Test(arguments: types, ["\(canary)", "{\"auth\": \"\(canary)", "[\"\(canary)\"]", "-----BEGIN \(canary)"])
    func ofASecret(type: String, value: String) {
        let data = Dictionary(uniqueKeysWithValues: Self.keys.map { ($0, SecretBytes(utf8: value)) })
        let metadata = ObjectMeta(name: "", namespace: "", annotations: ["last applied": Self.canary])
        check(.secret(Secret(metadata: metadata, type: type, data: data)))
    }

    @Test func ofASecretUpdate() {
        let metadata = ObjectMeta(name: "s")
        let old = Secret(metadata: metadata, immutable: true, data: ["a": SecretBytes(utf8: Self.canary)])
        let new = Secret(metadata: metadata, type: "other", data: ["a": SecretBytes(utf8: "\(Self.canary)-2")])
        let errors = new.validateUpdate(from: old)
        #expect(errors.count == 3)
        #expect(!errors.contains { $0.description.contains(Self.canary) })
    }

    @Test func ofAConfigMap() {
        let value = SecretBytes(utf8: Self.canary)
        check(
            .configMap(
                ConfigMap(metadata: ObjectMeta(name: "c"), data: ["a/": value, "b": value], binaryData: ["b": value])
            )
        )
    }

    @Test func ofAnEnvironment() {
        let source = EnvVarSource(secretKeyRef: KeySelector(name: "&", key: "&"))
        check(
            .environmentPod(
                env: EnvVar(name: "=", value: Self.canary),
                EnvVar(name: "A", value: Self.canary, valueFrom: source),
                EnvVar(name: "A", value: Self.canary)
            )
        )
    }

    @Test func ofAPodsArgumentsAndAnnotations() {
        check(
            .pod {
                $0.metadata.annotations = [
                    "/": Self.canary, "big": Self.canary + String(repeating: "x", count: 300_000),
                ]
                $0.containers[0].command = [Self.canary]
                $0.containers[0].args = [Self.canary]
                $0.document = .object(["spec": .string(Self.canary)])
            }
        )
    }
}
