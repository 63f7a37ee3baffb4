import KubeObjects
import Testing

@testable import APIServer

@Suite struct KubeProtobufTests {
    private func decode(_ body: [UInt8]) throws(ProtobufError) -> JSONValue {
        let result = body.withUnsafeBytes { bytes in
            Result { () throws(ProtobufError) in try KubeProtobuf.decode(bytes) }
        }
        return try result.get()
    }

    private func value(_ json: String) throws -> JSONValue {
        try Array(json.utf8).withUnsafeBytes { try JSONValue(parsing: $0) }
    }

    @Test(arguments: [
        (
            CapturedBodies.genericSecret,
            #"""
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"a":"Yg=="}}
            """#
        ),
        (
            CapturedBodies.manySecret,
            #"""
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"many","namespace":"team"},
            "data":{"bin.dat":"AP8BYmlu","user":"YW5u"},"type":"example.com/t"}
            """#
        ),
        (
            CapturedBodies.configMap,
            #"""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"k":"v",
            "txt.dat":"hi\n"},"binaryData":{"bin.dat":"AP8BYmlu"}}
            """#
        ),
        (CapturedBodies.serviceAccount, #"{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"robot"}}"#),
        (
            CapturedBodies.namespace,
            #"""
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team"},"spec":{},"status":{}}
            """#
        ),
        (
            CapturedBodies.token,
            #"""
            {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","metadata":{},
            "spec":{"audiences":["x"],"expirationSeconds":600}}
            """#
        ),
        (
            CapturedBodies.boundToken,
            #"""
            {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","metadata":{},
            "spec":{"boundObjectRef":{"kind":"Secret","apiVersion":"v1","name":"s","uid":"u"}}}
            """#
        ),
        (
            CapturedBodies.accessReview,
            #"""
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","metadata":{},
            "spec":{"resourceAttributes":{"namespace":"default","verb":"get","resource":"secrets",
            "subresource":"log","name":"a"}}}
            """#
        ),
        (
            CapturedBodies.pathReview,
            #"""
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","metadata":{},
            "spec":{"nonResourceAttributes":{"path":"/healthz","verb":"get"}}}
            """#
        ),
        (
            CapturedBodies.rulesReview,
            #"""
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","metadata":{},
            "spec":{"namespace":"team"}}
            """#
        ),
        (
            CapturedBodies.selfReview,
            #"""
            {"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview","metadata":{}}
            """#
        ),
        (CapturedBodies.deleteOptions, #"{"apiVersion":"v1","kind":"DeleteOptions"}"#),
    ])
    func whatKubectlSendsBecomesJSON(body: [UInt8], json: String) throws {
        #expect(try decode(body) == value(json))
    }

    @Test func registryCredentialsBecomeBase64() throws {
        let secret = try decode(CapturedBodies.registrySecret)
        #expect(secret["type"] == "kubernetes.io/dockerconfigjson")
        let text = try #require(secret.value(at: "data", ".dockerconfigjson")?.text)
        #expect(try Base64.decode(text).withBytes { $0.starts(with: Array(#"{"auths":{"r.example":"#.utf8)) })
    }

    @Test func aKindThatIsNotReadIsNamed() {
        let error = ProtobufError.unsupportedKind(apiVersion: "v1", kind: "ResourceQuota")
        #expect(throws: error) { try decode(CapturedBodies.quota) }
    }

    /// `body` as the object of an envelope.
    private func envelope(_ kind: String, apiVersion: String = "v1", object: [UInt8]) -> [UInt8] {
        var type = ProtobufWriter()
        type.write(1) { meta in
            meta.write(1, apiVersion)
            meta.write(2, kind)
        }
        precondition(object.count < 128)
        return [0x6b, 0x38, 0x73, 0x00] + type.bytes + [0x12, UInt8(object.count)] + object
    }

    /// The object is a metadata, field 1.
    @Test(arguments: [
        ("0a 08 4206 08a5ebdcca06", #"{"creationTimestamp":"2026-01-02T03:04:05Z"}"#),
        ("0a 02 4200", "{}"),  // an empty time
        ("0a 04 42021005", #"{"creationTimestamp":"1970-01-01T00:00:00Z"}"#),  // nanoseconds alone
        ("0a 02 3800", "{}"),
        ("0a 02 3807", #"{"generation":7}"#),
        ("0a 0b 38ffffffffffffffffff01", #"{"generation":-1}"#),
        ("0a 02 5000", #"{"deletionGracePeriodSeconds":0}"#),
        ("0a 05 5a030a0161", #"{"labels":{"a":""}}"#),
        ("0a 10 5a060a0161120162 5a060a0163120164", #"{"labels":{"a":"b","c":"d"}}"#),
        ("0a 10 5a060a0161120162 5a060a0161120163", #"{"labels":{"a":"c"}}"#),
        ("0a 06 720161 720162", #"{"finalizers":["a","b"]}"#),
        ("0a 0a 6a06 0a014b 1a016e 6a00", #"{"ownerReferences":[{"kind":"K","name":"n"},{}]}"#),
        ("0a 04 6a023000", #"{"ownerReferences":[{"controller":false}]}"#),
        ("0a 0a 8a01020a00 f83f01 0a00", "{}"),  // managedFields, and a field that nobody knows
        ("0a 03 0a0161 0a 03 120162", #"{"name":"a","generateName":"b"}"#),  // in two pieces
    ])
    func metadataBecomesJSON(hex: String, json: String) throws {
        let body = envelope("ConfigMap", object: bytes(hex: hex))
        let metadata = try value(json)
        #expect(try decode(body) == ["apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata])
    }

    @Test func pointersKeepTheirZeros() throws {
        let options = try decode(
            envelope("DeleteOptions", object: bytes(hex: "0800 1204 0a00 1200 1800 2200 2a03416c6c"))
        )
        #expect(
            options == [
                "apiVersion": "v1", "kind": "DeleteOptions", "gracePeriodSeconds": 0, "orphanDependents": false,
                "preconditions": ["uid": "", "resourceVersion": ""], "propagationPolicy": "", "dryRun": ["All"],
            ]
        )
        #expect(try decode(envelope("Secret", object: [0x28, 0]))["immutable"] == false)
    }

    @Test func accountsKeepTheirReferences() throws {
        let object = bytes(hex: "12 03 1a0173 1a 03 0a0170 20 01")
        #expect(
            try decode(envelope("ServiceAccount", object: object)) == [
                "apiVersion": "v1", "kind": "ServiceAccount", "secrets": [["name": "s"]],
                "imagePullSecrets": [["name": "p"]], "automountServiceAccountToken": true,
            ]
        )
    }

    @Test func anEmptyValueIsAValue() throws {
        let secret = try decode(envelope("Secret", object: bytes(hex: "12 05 0a01611200 22 03 0a0162")))
        #expect(secret["data"] == ["a": ""])
        #expect(secret["stringData"] == ["b": ""])
    }

    @Test(arguments: [
        ("", ProtobufError.noPrefix),
        ("6b3873", .noPrefix),
        ("7b7d", .noPrefix),
        ("6b387300", .unsupportedKind(apiVersion: "an unknown version", kind: "an unknown kind")),
        ("6b387300 0a", .truncated(offset: 5)),
        ("6b387300 12ffffffffffffffff7f", .truncated(offset: 5)),
        ("6b387300 0a0c 0a027631 1206536563726574 1a0467 7a6970", .encodedContent),
        ("6b387300 0a04 0a0276ff", .invalidUTF8(field: "apiVersion", offset: 7)),
    ])
    func badEnvelopesAreRefused(hex: String, error: ProtobufError) {
        #expect(throws: error) { try decode(bytes(hex: hex)) }
    }

    @Test(arguments: [
        ("0a 02 0801", ProtobufError.wrongWireType(field: "metadata.name", offset: 22)),
        ("08 01", .wrongWireType(field: "metadata", offset: 20)),
        ("0a 03 0a01ff", .invalidUTF8(field: "metadata.name", offset: 23)),
        ("0a 05 5a03 0a01ff", .invalidUTF8(field: "metadata.labels", offset: 25)),
        ("0a 04 5a02 0801", .wrongWireType(field: "metadata.labels", offset: 24)),
        ("12 05 0a01611005", .wrongWireType(field: "data", offset: 25)),
        ("0a 0c 420a 08ffffffffffffffff7f", .timeOutOfRange(field: "metadata.creationTimestamp")),
        ("0a 05 0a0161", .truncated(offset: 21)),
        ("12 04 0a0461 62", .truncated(offset: 23)),
    ])
    func badObjectsAreRefused(hex: String, error: ProtobufError) {
        #expect(throws: error) { try decode(envelope("Secret", object: bytes(hex: hex))) }
    }

    @Test func errorsHoldNothingOfTheBodyThatIsNoName() {
        for kind in ["hunter2 secret", "Sécret", String(repeating: "a", count: 65), "a\nb"] {
            #expect(throws: ProtobufError.unsupportedKind(apiVersion: "v1", kind: "an unknown kind")) {
                try decode(envelope(kind, object: []))
            }
        }
    }

    /// Whatever arrives, the answer is an object or an error.
    @Test func damagedBodiesAreSurvived() {
        for body in CapturedBodies.all {
            for count in 0..<body.count { _ = try? decode(Array(body[..<count])) }
            for index in body.indices {
                for bit in 0..<8 {
                    var damaged = body
                    damaged[index] ^= 1 << UInt8(bit)
                    _ = try? decode(damaged)
                }
            }
        }
    }

    @Test func everyTruncationOfASecretIsNoticed() {
        let body = CapturedBodies.genericSecret
        // Whole fields end with the kind, with the object and with the empty encoding that follows it.
        for count in 4..<body.count where ![18, 49, 51].contains(count) {
            #expect(throws: ProtobufError.self, "\(count) bytes") { try decode(Array(body[..<count])) }
        }
    }

    /// In time that grows with the number of entries, not with its square.
    @Test func largeMapsAreRead() throws {
        var object = ProtobufWriter()
        let entries = 20_000
        for index in 0..<entries {
            object.write(2) { entry in
                entry.write(1, "\(index)")
                entry.write(2, "")
            }
        }
        var body = ProtobufWriter()
        body.write(1) { type in
            type.write(1, "v1")
            type.write(2, "ConfigMap")
        }
        let text = String(decoding: object.bytes, as: UTF8.self)
        body.write(2, text)
        #expect(try decode([0x6b, 0x38, 0x73, 0x00] + body.bytes)["data"]?.members?.count == entries)
    }
}
