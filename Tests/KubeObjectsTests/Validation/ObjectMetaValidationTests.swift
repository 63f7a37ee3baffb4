import KubeObjects
import Testing

@Suite struct ObjectMetaValidationTests {
    private static func meta(
        generateName: String = "",
        name: String = "foo",
        labels: [String: String] = [:],
        annotations: [String: String] = [:]
    ) -> KubeObject {
        .configMap(
            ConfigMap(
                metadata: ObjectMeta(name: name, generateName: generateName, labels: labels, annotations: annotations)
            )
        )
    }

    private static let limit = 256 << 10

    @Test(arguments: [
        ValidationCase("labels and annotations", meta(labels: ["app": "web"], annotations: ["a.b/c": "any\ntext"])),
        ValidationCase(
            "a name to be generated",
            meta(generateName: "foo-", name: ""),
            errors: ["metadata.name: Required value: only an API server can make a name from generateName"]
        ),
        ValidationCase(
            "label key",
            meta(labels: ["a b": ""]),
            errors: ["metadata.labels: Invalid value: \"a b\": name part \(Sentence.qualifiedName)"]
        ),
        ValidationCase(
            "label value",
            meta(labels: ["a": "b c"]),
            errors: ["metadata.labels: Invalid value: \"b c\": \(Sentence.labelValue)"]
        ),
        ValidationCase("annotation key in upper case", meta(annotations: ["EXAMPLE.com/X": ""])),
        ValidationCase(
            "annotation key",
            meta(annotations: ["/x": ""]),
            errors: ["metadata.annotations: Invalid value: \"/x\": prefix part must be non-empty"]
        ),
        ValidationCase(
            "256 KiB of annotations",
            meta(annotations: [
                "a": String(repeating: "x", count: limit / 2 - 1), "b": String(repeating: "x", count: limit / 2 - 1),
            ])
        ),
        ValidationCase(
            "a byte more, by the key",
            meta(annotations: [
                "a": String(repeating: "x", count: limit / 2 - 1), "bc": String(repeating: "x", count: limit / 2 - 1),
            ]),
            errors: ["metadata.annotations: Too long: may not be more than 262144 bytes"]
        ),
    ])
    func metadata(row: ValidationCase) { row.check() }
}
