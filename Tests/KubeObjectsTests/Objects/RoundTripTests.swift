import KubeObjects
import Testing

@Suite struct RoundTripTests {
    /// What was read, written, as JSON text; and that read and written once more.
    private func roundTrip(_ text: String) throws -> (first: String, second: String) {
        let first = try #require(Manifest(text).objects.first)
        let second = try #require(Manifest(first.jsonText).objects.first)
        #expect(first.key == second.key)
        return (first.jsonText, second.jsonText)
    }

    @Test func aSecretKeepsEveryField() throws {
        let text = #"""
            {"apiVersion":"v1","data":{"a":"AP8=","b":"","tls.crt":"aGk="},"extra":{"deep":[{"x":null}],"n":1.50},
            "immutable":true,"kind":"Secret","metadata":{"annotations":{"a/b":"c"},"creationTimestamp":null,
            "finalizers":["f"],"generateName":"g-","labels":{"l":"m"},"managedFields":[{"fieldsV1":{"f:data":{}}}],
            "name":"s","namespace":"prod","resourceVersion":"7","uid":"u"},"type":"kubernetes.io/tls"}
            """#
        let (first, second) = try roundTrip(text)
        #expect(first == text.replacing("\n", with: ""))
        #expect(second == first)
    }

    @Test func stringDataComesBackAsData() throws {
        let (first, _) = try roundTrip("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: hello}}")
        #expect(
            first
                == #"{"apiVersion":"v1","data":{"a":"aGVsbG8="},"kind":"Secret","metadata":{"name":"s","namespace":"default"},"type":"Opaque"}"#
        )
    }

    @Test func aPodKeepsEveryFieldAtEveryLevel() throws {
        let text = #"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default","x":1},"spec":{"containers":
            [{"image":"i","name":"c","resources":{"limits":{"cpu":1,"memory":"1Gi"},"x":{}},"volumeMounts":
            [{"mountPath":"/v","name":"v","x":[1]}],"x":true}],"dnsPolicy":"Default","volumes":[{"name":"v","secret":
            {"defaultMode":256,"items":[{"key":"k","mode":292,"path":"p","x":1e400}],"secretName":"s","x":{"y":[]}}},
            {"name":"w","projected":{"sources":[{"secret":{"name":"s","x":"y"}}]}}],"x":"ü/\u0001"},"status":{"phase":"Running"},
            "x":{}}
            """#
        let (first, second) = try roundTrip(text)
        #expect(first == text.replacing("\n", with: ""))
        #expect(second == first)
    }

    @Test func aConfigMapKeepsTextAndBinaryValues() throws {
        let text = #"""
            {"apiVersion":"v1","binaryData":{"c":"AP8="},"data":{"a":"ü\n\"x\"","b":""},"kind":"ConfigMap",
            "metadata":{"name":"c","namespace":"default"},"x":{"y":1}}
            """#
        #expect(try roundTrip(text).first == text.replacing("\n", with: ""))
    }

    @Test func aServiceAccountKeepsEveryField() throws {
        let text = #"""
            {"apiVersion":"v1","imagePullSecrets":[{"name":"p","x":1}],"kind":"ServiceAccount",
            "metadata":{"name":"a","namespace":"default"},"secrets":[{"name":"s"}]}
            """#
        #expect(try roundTrip(text).first == text.replacing("\n", with: ""))
    }

    @Test func yamlAndItsJSONAreTheSameObject() throws {
        let yaml = Manifest(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: s, labels: {0400: "x", on: "y"}}
            data:
              k: |
                aGVs
                bG8=
            """
        )
        let object = try #require(yaml.objects.first)
        let labels = #"{"256":"x","true":"y"}"#
        #expect(
            object.jsonText
                == #"{"apiVersion":"v1","data":{"k":"aGVsbG8="},"kind":"Secret","metadata":{"labels":\#(labels),"name":"s","namespace":"default"},"type":"Opaque"}"#
        )
        #expect(Manifest(object.jsonText).objects.map(\.jsonText) == [object.jsonText])
    }

    @Test func whatTheCodeChangesIsWritten() throws {
        var secret = try #require(
            Manifest(
                "{apiVersion: v1, kind: Secret, metadata: {name: s, uid: u, labels: {a: b}, x: z}, data: {k: eA==}, immutable: true}"
            )
            .secret
        )
        secret.metadata.name = "t"
        secret.metadata.uid = ""
        secret.metadata.resourceVersion = "9"
        secret.metadata.labels = [:]
        secret.metadata.annotations = ["n": "m"]
        secret.immutable = nil
        secret.type = "custom"
        secret.data = ["l": SecretBytes(utf8: "y")]
        #expect(
            KubeObject.secret(secret).jsonText
                == #"{"apiVersion":"v1","data":{"l":"eQ=="},"kind":"Secret","metadata":{"annotations":{"n":"m"},"labels":{},"name":"t","namespace":"default","resourceVersion":"9","x":"z"},"type":"custom"}"#
        )
    }

    @Test func anObjectMadeInCodeHasItsKindAndVersion() {
        let object = KubeObject.secret(Secret(metadata: ObjectMeta(name: "s"), data: ["a": SecretBytes(utf8: "b")]))
        #expect(
            object.jsonText
                == #"{"apiVersion":"v1","data":{"a":"Yg=="},"kind":"Secret","metadata":{"name":"s","namespace":"default"},"type":"Opaque"}"#
        )
        let empty = KubeObject.serviceAccount(ServiceAccount(metadata: ObjectMeta(name: "")))
        #expect(empty.jsonText == #"{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"namespace":"default"}}"#)
    }

    @Test func aLargeValueComesBack() throws {
        let bytes = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
        let value = bytes.withUnsafeBytes { SecretBytes(copying: $0) }
        let object = KubeObject.secret(Secret(metadata: ObjectMeta(name: "s"), data: ["blob": value]))
        let read = object.json().withBytes { Manifest.read($0) }
        #expect(read.secret?.data["blob"] == value)
    }
}
