import KubeObjects
import Kubectl
import Testing

/// The expected texts are what kubectl 1.33 prints.
struct GoJSONWriterTests {
    @Test func sortedKeysAndFourSpaces() {
        let value: JSONValue = ["b": [1, [:], [], ["x": .null]], "a10": 1, "a2": true, "a": "s"]
        #expect(
            GoJSONWriter.text(of: value, keys: .sorted) == """
                {
                    "a": "s",
                    "a10": 1,
                    "a2": true,
                    "b": [
                        1,
                        {},
                        [],
                        {
                            "x": null
                        }
                    ]
                }

                """
        )
    }

    @Test(arguments: [
        ("<&>", "\\u003c\\u0026\\u003e"), ("\u{2028}\u{2029}\u{202a}", "\\u2028\\u2029\u{202a}"),
        ("\"\\/", "\\\"\\\\/"),
        ("\n\r\t\u{8}\u{c}\u{0}\u{1b}\u{7f}", "\\n\\r\\t\\b\\f\\u0000\\u001b\u{7f}"), ("é漢😀", "é漢😀"),
    ])
    func escapesAreGos(text: String, json: String) {
        #expect(GoJSONWriter.text(of: .string(text), keys: .sorted) == "\"\(json)\"\n")
    }

    @Test(arguments: [
        ("1.50", "1.5"), ("1e3", "1000"), ("1000000.5", "1000000.5"), ("1e21", "1e+21"),
        ("1e20", "100000000000000000000"), ("0.0000001", "1e-7"), ("0.00001", "0.00001"), ("-2.50", "-2.5"),
        ("12345678901234567890", "12345678901234567000"), ("1e-100", "1e-100"), ("0.0", "0"), ("1e400", "1e400"),
    ])
    func numbersAreGos(number: String, json: String) {
        #expect(GoJSONWriter.text(of: .number(number), keys: .sorted) == "\(json)\n")
    }

    @Test func aSecretOfTheClientHasTheOrderOfItsFields() {
        let secret: JSONValue = [
            "apiVersion": "v1", "kind": "Secret", "type": "t", "immutable": true, "data": ["b": "Yg==", "a": "YQ=="],
            "stringData": ["c": "d"],
            "metadata": [
                "labels": ["z": "1", "name": "2"], "name": "x", "creationTimestamp": .null, "namespace": "n",
                "annotations": ["a": "b"], "unknown": 1,
            ],
        ]
        #expect(
            GoJSONWriter.text(of: secret, keys: .typed) == """
                {
                    "kind": "Secret",
                    "apiVersion": "v1",
                    "metadata": {
                        "name": "x",
                        "namespace": "n",
                        "creationTimestamp": null,
                        "labels": {
                            "name": "2",
                            "z": "1"
                        },
                        "annotations": {
                            "a": "b"
                        },
                        "unknown": 1
                    },
                    "immutable": true,
                    "data": {
                        "a": "YQ==",
                        "b": "Yg=="
                    },
                    "stringData": {
                        "c": "d"
                    },
                    "type": "t"
                }

                """
        )
    }

    @Test(arguments: [
        ("ConfigMap", ["binaryData", "data"], ["data", "binaryData"]),
        ("Namespace", ["status", "spec"], ["spec", "status"]),
        (
            "ServiceAccount", ["automountServiceAccountToken", "imagePullSecrets", "secrets"],
            ["secrets", "imagePullSecrets", "automountServiceAccountToken"]
        ),
        ("List", ["items"], ["items"]),
    ])
    func otherKindsHaveTheOrderOfTheirFields(kind: String, names: [String], order: [String]) {
        var object: JSONValue = ["apiVersion": "v1", "kind": .string(kind), "metadata": [:]]
        for name in names { object[name] = 0 }
        let text = GoJSONWriter.text(of: object, keys: .typed)
        let written = text.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
        #expect(written == ["kind", kind, "apiVersion", "v1", "metadata"] + order)
    }

    @Test func ownersHaveTheOrderOfTheirFields() {
        let owner: JSONValue = ["uid": 1, "name": 2, "kind": 3, "controller": 4, "apiVersion": 5]
        let text = GoJSONWriter.text(of: ["metadata": ["ownerReferences": [owner]]], keys: .typed)
        #expect(text.filter(\.isNumber) == "53214")
    }

    @Test func compactTextHasNoSpaces() {
        #expect(GoJSONWriter.compactText(of: ["b": [1, "<"], "a": [:]]) == "{\"a\":{},\"b\":[1,\"\\u003c\"]}")
    }
}
