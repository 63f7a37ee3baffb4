import KubeObjects
import Testing

@Suite struct ConfigMapValidationTests {
    private static func configMap(_ data: [String: Int] = [:], binary: [String: Int] = [:], name: String = "c")
        -> KubeObject
    {
        .configMap(
            ConfigMap(
                metadata: ObjectMeta(name: name),
                data: data.mapValues { .zeros($0) },
                binaryData: binary.mapValues { .zeros($0) }
            )
        )
    }

    @Test(arguments: [
        ValidationCase("empty", configMap()),
        ValidationCase("both maps", configMap(["a": 1], binary: ["b": 1])),
        ValidationCase(
            "bad name",
            configMap(name: "A"),
            errors: ["metadata.name: Invalid value: \"A\": \(Sentence.subdomain)"]
        ),
        ValidationCase(
            "bad keys",
            configMap(["a*": 1], binary: ["..": 1]),
            errors: [
                "binaryData[..]: Invalid value: \"..\": must not be '..'",
                "data[a*]: Invalid value: \"a*\": \(Sentence.dataKey)",
            ]
        ),
        ValidationCase(
            "one key in both",
            configMap(["a": 1, "b": 1], binary: ["a": 1]),
            errors: ["data[a]: Invalid value: \"a\": duplicate of key present in binaryData"]
        ),
        ValidationCase("1 MiB over both", configMap(["a": 1 << 19], binary: ["b": 1 << 19])),
        ValidationCase(
            "a byte more",
            configMap(["a": 1 << 19], binary: ["b": 1 << 19 + 1]),
            errors: ["data: Too long: may not be more than 1048576 bytes"]
        ),
    ])
    func configMaps(row: ValidationCase) { row.check() }

    @Test(arguments: [
        ValidationCase("valid", .serviceAccount(ServiceAccount(metadata: ObjectMeta(name: "default")))),
        ValidationCase(
            "bad name",
            .serviceAccount(ServiceAccount(metadata: ObjectMeta(name: "a_b"), imagePullSecrets: ["", "_"])),
            errors: ["metadata.name: Invalid value: \"a_b\": \(Sentence.subdomain)"]
        ),
    ])
    func serviceAccounts(row: ValidationCase) { row.check() }
}
