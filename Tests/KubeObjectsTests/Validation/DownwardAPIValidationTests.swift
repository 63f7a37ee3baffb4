import KubeObjects
import Testing

@Suite struct DownwardAPIValidationTests {
    private static let item = "spec.volumes[0].downwardAPI.items[0]"

    private static func field(_ path: String, apiVersion: String = "v1", errors: [String] = []) -> ValidationCase {
        ValidationCase(
            path,
            .downwardPod(
                DownwardAPIFile(
                    path: "f",
                    fieldRef: ObjectFieldSelector(fieldPath: path, apiVersion: apiVersion)
                )
            ),
            errors: errors.map { "\(item).fieldRef\($0)" }
        )
    }

    private static func unsupported(_ path: String) -> ValidationCase {
        field(
            path,
            errors: [
                ".fieldPath: Unsupported value: \"\(path)\": supported values: \"metadata.annotations\", "
                    + "\"metadata.labels\", \"metadata.name\", \"metadata.namespace\", \"metadata.uid\""
            ]
        )
    }

    private static func unconvertible(_ path: String, _ reason: String) -> ValidationCase {
        field(path, errors: [".fieldPath: Invalid value: \"\(path)\": error converting fieldPath: \(reason)"])
    }

    @Test(arguments: [
        field("metadata.name"), field("metadata.namespace"), field("metadata.uid"), field("metadata.labels"),
        field("metadata.annotations"), field("metadata.labels['app']"), field("metadata.annotations['a.b/C']"),
        field("metadata.annotations['UPPER.example/x']"),
        unsupported("spec.nodeName"), unsupported("spec.serviceAccountName"), unsupported("status.podIP"),
        unsupported("status.hostIP"), unsupported("status.phase"),
        unconvertible("metadata.foo", "field label not supported: metadata.foo"),
        unconvertible("data", "field label not supported: data"),
        unconvertible("metadata.labels[app]", "field label not supported: metadata.labels[app]"),
        unconvertible("['app']", "field label not supported: ['app']"),
        unconvertible("metadata.name['x']", "field label does not support subscript: metadata.name['x']"),
        field(
            "metadata.labels['']",
            errors: [
                ": Invalid value: \"\": name part must be non-empty",
                ": Invalid value: \"\": name part \(Sentence.qualifiedName)",
            ]
        ),
        field("metadata.labels['a b']", errors: [": Invalid value: \"a b\": name part \(Sentence.qualifiedName)"]),
        field(
            "metadata.annotations['A_/x']",
            errors: [": Invalid value: \"A_/x\": prefix part \(Sentence.subdomain)"]
        ),
        field("", errors: [".fieldPath: Required value"]),
        field("metadata.name", apiVersion: "", errors: [".apiVersion: Required value"]),
        field(
            "metadata.name",
            apiVersion: "v2",
            errors: [
                ".fieldPath: Invalid value: \"metadata.name\": error converting fieldPath: unsupported pod version: v2"
            ]
        ),
    ])
    func fieldsOfAVolume(row: ValidationCase) { row.check() }

    @Test(
        arguments: [
            ("metadata.name", "metadata.name", nil), ("metadata.labels['app']", "metadata.labels", "app"),
            ("metadata.annotations['a.b/c']", "metadata.annotations", "a.b/c"),
            ("metadata.labels['']", "metadata.labels", ""),
            ("metadata.labels[app]", "metadata.labels[app]", nil), ("['app']", "['app']", nil), ("']", "']", nil),
            ("metadata.labels['a['b']']", "metadata.labels", "a['b']"), ("", "", nil),
        ] as [(String, String, String?)]
    )
    func fieldPathsAreSplit(fieldPath: String, path: String, key: String?) {
        let split = ObjectFieldSelector(fieldPath: fieldPath).splitPath
        #expect(split.path == path)
        #expect(split.subscript == key)
    }

    private static func resource(
        _ resource: String,
        divisor: String = "",
        container: String = "main",
        errors: [String] = [],
        warnings: [String] = []
    ) -> ValidationCase {
        let selector = ResourceFieldSelector(containerName: container, resource: resource, divisor: divisor)
        return ValidationCase(
            "\(resource) by \(divisor)",
            .downwardPod(DownwardAPIFile(path: "f", resourceFieldRef: selector)),
            errors: errors.map { "\(item).resourceFieldRef.\($0)" },
            warnings: warnings.map { "\(item).resourceFieldRef.\($0)" }
        )
    }

    private static let bytes = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei"

    private static func badDivisor(_ resource: String, _ divisor: String, _ values: String, _ name: String)
        -> ValidationCase
    {
        self.resource(
            resource,
            divisor: divisor,
            errors: [
                "divisor: Invalid value: \"\(resource)\": "
                    + "only divisor's values \(values) are supported with the \(name) resource"
            ]
        )
    }

    @Test(arguments: [
        resource("limits.cpu"), resource("limits.memory"), resource("limits.ephemeral-storage"),
        resource("requests.cpu"), resource("requests.memory"), resource("requests.ephemeral-storage"),
        resource("limits.hugepages-2Mi"), resource("requests.hugepages-1Gi"),
        resource("limits.cpu", divisor: "1m"), resource("limits.cpu", divisor: "1"),
        resource("limits.cpu", divisor: "0"),
        // Only the canonical form counts.
        resource("limits.cpu", divisor: "1000m"), resource("limits.cpu", divisor: "0.001"),
        resource("limits.memory", divisor: "1Ki"), resource("limits.memory", divisor: "1E"),
        resource("limits.memory", divisor: "1000"), resource("requests.memory", divisor: "1024Ki"),
        badDivisor("limits.cpu", "2", "1m and 1", "cpu"),
        badDivisor("requests.cpu", "1k", "1m and 1", "cpu"),
        badDivisor("limits.memory", "1m", bytes, "memory"),
        badDivisor("limits.memory", "1024", bytes, "memory"),
        badDivisor("requests.memory", "2Mi", bytes, "memory"),
        badDivisor("limits.ephemeral-storage", "10Mi", bytes, "local ephemeral storage"),
        badDivisor("limits.hugepages-2Mi", "2Mi", bytes, "hugepages"),
        resource(
            "limits.memory",
            divisor: "1 Mi",
            errors: ["divisor: Invalid value: \"1 Mi\": \(Sentence.quantity)"]
        ),
        resource("", errors: ["resource: Required value"]),
        resource("limits.cpu", container: "", errors: ["containerName: Required value"]),
        resource(
            "limits.gpu",
            errors: [
                "resource: Unsupported value: \"limits.gpu\": supported values: \"limits.cpu\", "
                    + "\"limits.ephemeral-storage\", \"limits.memory\", \"requests.cpu\", "
                    + "\"requests.ephemeral-storage\", \"requests.memory\""
            ]
        ),
        resource(
            "limits.cpu",
            container: "other",
            warnings: ["containerName: this Pod has no container \"other\""]
        ),
    ])
    func resourcesOfAVolume(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase(
            "neither reference",
            .downwardPod(DownwardAPIFile(path: "f")),
            errors: ["\(item): Required value: one of fieldRef and resourceFieldRef is required"]
        ),
        ValidationCase(
            "both references",
            .downwardPod(
                DownwardAPIFile(
                    path: "f",
                    fieldRef: ObjectFieldSelector(fieldPath: "metadata.name"),
                    resourceFieldRef: ResourceFieldSelector(resource: "limits.cpu")
                )
            ),
            errors: [
                "\(item): Invalid value: \"resource\": "
                    + "fieldRef and resourceFieldRef can not be specified simultaneously"
            ]
        ),
        ValidationCase(
            "path and mode",
            .downwardPod(
                DownwardAPIFile(
                    path: "",
                    fieldRef: ObjectFieldSelector(fieldPath: "metadata.name"),
                    mode: 0o1000
                ),
                DownwardAPIFile(path: "./..x", fieldRef: ObjectFieldSelector(fieldPath: "metadata.name"))
            ),
            errors: [
                "\(item).mode: Invalid value: 512: \(Sentence.mode)",
                "\(item).path: Required value",
                "spec.volumes[0].downwardAPI.items[1].path: Invalid value: \"./..x\": "
                    + "must not start with '..' (it is cleaned to \"..x\")",
            ]
        ),
    ])
    func filesOfAVolume(row: ValidationCase) { row.check() }
}
