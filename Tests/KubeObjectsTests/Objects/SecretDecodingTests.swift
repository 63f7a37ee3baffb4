import KubeObjects
import Testing

@Suite struct SecretDecodingTests {
    private static let head = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n"

    private func secret(_ rest: String) -> Secret? { Manifest(Self.head + rest).secret }

    private func problems(_ rest: String) -> [String] { Manifest(Self.head + rest).problems.map(\.description) }

    @Test func appliesDefaults() throws {
        let secret = try #require(self.secret(""))
        #expect(secret.type == "Opaque")
        #expect(secret.metadata.namespace == "default")
        #expect(secret.metadata.uid == "")
        #expect(secret.immutable == nil)
        #expect(secret.data.isEmpty)
        #expect(self.secret("type: \"\"\n")?.type == "Opaque")
        #expect(self.secret("type:\n")?.type == "Opaque")
    }

    @Test func readsEveryField() throws {
        let secret = try #require(
            Manifest(
                """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: s
                  generateName: g-
                  namespace: prod
                  uid: 1-2-3
                  resourceVersion: "42"
                  labels: {app: web, empty: }
                  annotations:
                    example.com/a: "1"
                type: example.com/custom
                immutable: true
                data: {a: YQ==}
                """
            ).secret
        )
        #expect(secret.metadata.name == "s")
        #expect(secret.metadata.generateName == "g-")
        #expect(secret.metadata.namespace == "prod")
        #expect(secret.metadata.uid == "1-2-3")
        #expect(secret.metadata.resourceVersion == "42")
        #expect(secret.metadata.labels == ["app": "web", "empty": ""])
        #expect(secret.metadata.annotations == ["example.com/a": "1"])
        #expect(secret.type == "example.com/custom")
        #expect(secret.immutable == true)
        #expect(secret.data.mapValues(\.text) == ["a": "a"])
    }

    @Test func mergesStringDataOverData() {
        let secret = secret("data: {a: YQ==, b: Yg==}\nstringData: {b: B, c: \"yes\"}\n")
        #expect(secret?.data.mapValues(\.text) == ["a": "a", "b": "B", "c": "yes"])
    }

    @Test func stringDataIsTakenAsItIs() {
        let secret = secret("stringData:\n  a: YQ==\n  b: |\n    one\n    zwei ü\n  c: ''\n")
        #expect(secret?.data.mapValues(\.text) == ["a": "YQ==", "b": "one\nzwei ü\n", "c": ""])
    }

    @Test func nullIsAnEmptyValue() {
        let secret = secret("data: {a: null, b: , c: ''}\nstringData: {d: ~}\n")
        #expect(secret?.data.mapValues(\.text) == ["a": "", "b": "", "c": "", "d": ""])
        #expect(self.secret("data:\nstringData: null\n")?.data.isEmpty == true)
    }

    @Test(arguments: [
        "data:\n  a: |\n    aGVs\n    bG8=\n", "data:\n  a: >-\n    aGVs\n\n    bG8=\n",
        "data:\n  a: \"aGVs\\r\\nbG8=\"\n",
        "data: {a: aGVsbG8=}\n",
    ])
    func base64MayHaveLineBreaks(_ rest: String) {
        #expect(secret(rest)?.data["a"]?.text == "hello")
    }

    @Test func keepsBytesThatAreNoText() {
        let bytes = secret("data: {a: AP8A/w==}\n")?.data["a"]?.withBytes { Array($0) }
        #expect(bytes == [0x00, 0xff, 0x00, 0xff])
    }

    @Test(arguments: [
        ("data: {a: '*aGVs*bG8='}\n", "5:11: Secret \"s\" is invalid: data[a]: illegal base64 data at input byte 0"),
        ("data:\n  a: aGVsbG8\n", "6:6: Secret \"s\" is invalid: data[a]: illegal base64 data at input byte 4"),
        ("data:\n  a: aGVs bG8=\n", "6:6: Secret \"s\" is invalid: data[a]: illegal base64 data at input byte 4"),
        ("data:\n  a: 8080\n", "6:6: Secret \"s\" is invalid: data[a]: expected string, found integer"),
        ("data:\n  a.b: [x]\n", "6:8: Secret \"s\" is invalid: data[a.b]: expected string, found array"),
        ("data: [x]\n", "5:7: Secret \"s\" is invalid: data: expected object, found array"),
        ("data: eA==\n", "5:7: Secret \"s\" is invalid: data: expected object, found string"),
        (
            "stringData: {port: 8080}\n",
            "5:20: Secret \"s\" is invalid: stringData[port]: expected string, found integer"
        ),
        ("stringData: {ok: yes}\n", "5:18: Secret \"s\" is invalid: stringData[ok]: expected string, found boolean"),
        ("stringData: {v: 1.10}\n", "5:17: Secret \"s\" is invalid: stringData[v]: expected string, found number"),
        ("stringData: {v: {a: b}}\n", "5:17: Secret \"s\" is invalid: stringData[v]: expected string, found object"),
        ("immutable: \"true\"\n", "5:12: Secret \"s\" is invalid: immutable: expected boolean, found string"),
        ("type: 5\n", "5:7: Secret \"s\" is invalid: type: expected string, found integer"),
    ])
    func namesAFieldOfTheWrongType(_ rest: String, _ description: String) {
        #expect(problems(rest) == [description])
    }

    @Test func namesEveryProblemAtOnceInTheOrderOfTheFile() {
        let problems = problems("immutable: 1\ndata:\n  a: '!'\n  b: 5\nstringdata: {}\nstringData: {c: no}\n")
        #expect(
            problems == [
                "5:12: Secret \"s\" is invalid: immutable: expected boolean, found integer",
                "7:6: Secret \"s\" is invalid: data[a]: illegal base64 data at input byte 0",
                "8:6: Secret \"s\" is invalid: data[b]: expected string, found integer",
                "9:1: Secret \"s\": unknown field \"stringdata\"",
                "10:17: Secret \"s\" is invalid: stringData[c]: expected string, found boolean",
            ]
        )
    }

    @Test func oneMistakeMakesOneComplaint() {
        #expect(problems("type: kubernetes.io/ssh-auth\ndata: {ssh-privatekey: '!'}\n").count == 1)
        #expect(problems("type: kubernetes.io/ssh-auth\nstringData: {ssh-privatekey: 5}\n").count == 1)
        #expect(problems("type: kubernetes.io/tls\ndata: x\n").count == 1)
        #expect(Manifest("apiVersion: v1\nkind: Secret\nmetadata: {name: 5}\n").problems.count == 1)
        #expect(Manifest("apiVersion: v1\nkind: Secret\nmetadata: s\n").problems.count == 1)
    }

    @Test func warnsOfMisspeltFieldsOfMetadata() {
        let manifest = Manifest("apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  lables: {}\n")
        #expect(manifest.warnings.map(\.description) == ["5:3: Secret \"s\": unknown field \"metadata.lables\""])
        #expect(manifest.errors.isEmpty)
        #expect(manifest.entries.first?.problems == manifest.problems)
    }

    @Test func theDocumentHoldsNoValues() throws {
        let secret = try #require(self.secret("data: {a: aGVsbG8=}\nstringData: {b: hunter2}\nextra: {data: 1}\n"))
        guard case .object(let document) = secret.document else {
            Issue.record("the document is no object")
            return
        }
        #expect(Set(document.keys) == ["apiVersion", "kind", "metadata", "extra"])
    }

    @Test func valuesDoNotPrint() throws {
        let manifest = Manifest(Self.head + "stringData: {password: hunter2}\ndata: {a: aHVudGVyMg==}\n")
        var dumped = ""
        dump(manifest, to: &dumped)
        for text in ["\(manifest)", String(reflecting: manifest), dumped] {
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("aHVudGVyMg"))
        }
    }
}
