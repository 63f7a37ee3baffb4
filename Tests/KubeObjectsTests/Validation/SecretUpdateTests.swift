import KubeObjects
import Testing

@Suite struct ConfigMapUpdateTests {
    private func map(_ text: String, _ binary: String, immutable: Bool? = nil) -> KubeObject {
        .configMap(
            ConfigMap(
                metadata: ObjectMeta(name: "c"),
                immutable: immutable,
                data: ["t": SecretBytes(utf8: text)],
                binaryData: ["b": SecretBytes(utf8: binary)]
            )
        )
    }

    @Test func onlyAnImmutableOneIsFixed() {
        let fixed = "Forbidden: field is immutable when `immutable` is set"
        let old = map("1", "1", immutable: true)
        #expect(map("2", "2").validateUpdate(from: map("1", "1")).isEmpty)
        #expect(map("1", "1", immutable: true).validateUpdate(from: old).isEmpty)
        #expect(
            map("2", "2").validateUpdate(from: old).map { "\($0)" }
                == ["binaryData: \(fixed)", "data: \(fixed)", "immutable: \(fixed)"]
        )
    }
}

@Suite struct SecretUpdateTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let old: Secret
        let new: Secret
        let errors: [String]

        init(_ name: String, _ old: Secret, _ new: Secret, _ errors: String...) {
            testDescription = name
            self.old = old
            self.new = new
            self.errors = errors
        }
    }

    private static func secret(
        _ data: [String: String] = ["a": "1"],
        immutable: Bool? = nil,
        type: String = "Opaque",
        labels: [String: String] = [:]
    ) -> Secret {
        Secret(
            metadata: ObjectMeta(name: "foo", labels: labels),
            type: type,
            immutable: immutable,
            data: data.mapValues { SecretBytes(utf8: $0) }
        )
    }

    private static let fixedImmutable = "immutable: Forbidden: field is immutable when `immutable` is set"
    private static let fixedData = "data: Forbidden: field is immutable when `immutable` is set"

    @Test(arguments: [
        Row("nothing changes", secret(), secret()),
        Row("data changes", secret(), secret(["a": "2"])),
        Row("data is added", secret(), secret(["a": "1", "b": "2"])),
        Row("becomes immutable", secret(), secret(immutable: true)),
        Row("becomes immutable and changes at once", secret(), secret(["a": "2"], immutable: true)),
        Row("false may change", secret(immutable: false), secret(["a": "2"])),
        Row("cleared", secret(immutable: true), secret(), fixedImmutable),
        Row("falsified", secret(immutable: true), secret(immutable: false), fixedImmutable),
        Row("data added", secret(immutable: true), secret(["a": "1", "b": "2"], immutable: true), fixedData),
        Row("data changed", secret(immutable: true), secret(["a": "2"], immutable: true), fixedData),
        Row("data removed", secret(immutable: true), secret([:], immutable: true), fixedData),
        Row("cleared and changed", secret(immutable: true), secret(["a": "2"]), fixedData, fixedImmutable),
        Row("labels of an immutable one", secret(immutable: true), secret(immutable: true, labels: ["x": "y"])),
        // An equal empty value is no change (kubernetes issue 119229).
        Row("empty value", secret(["a": ""], immutable: true), secret(["a": ""], immutable: true)),
        Row(
            "type",
            secret(),
            secret(type: "kubernetes.io/tls"),
            "type: Invalid value: \"kubernetes.io/tls\": field is immutable"
        ),
    ])
    func updateKeepsWhatIsImmutable(row: Row) {
        #expect(row.new.validateUpdate(from: row.old).map(\.description) == row.errors)
    }
}
