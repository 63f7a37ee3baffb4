import KubeObjects
import Testing

@testable import Kubectl

struct ObjectPatchTests {
    private static let pod: JSONValue = [
        "kind": "Pod", "spec": ["containers": [["name": "a", "image": "x"], ["name": "b", "image": "y"]]],
    ]

    private static func patch(_ text: String, _ kind: String = "strategic") throws(KubectlError) -> ObjectPatch {
        try ObjectPatch(parsing: SecretBytes(utf8: text), kind: kind)
    }

    @Test(arguments: [#"{"data":{"a":"Yg=="}}"#, "data: {a: Yg==}", "data:\n  a: Yg==\n"])
    func isReadAsJSONAndAsYAML(text: String) throws {
        #expect(try Self.patch(text).patch == ["data": ["a": "Yg=="]])
    }

    @Test(arguments: [
        ("json", "json-patch+json"), ("MERGE", "merge-patch+json"), ("strategic", "strategic-merge-patch+json"),
    ])
    func kindIsTakenInAnyCase(kind: String, mediaType: String) throws {
        #expect(try Self.patch("{}", kind).kind.mediaType == mediaType)
    }

    @Test func otherKindIsRefused() {
        #expect(throws: KubectlError("--type must be one of [json merge strategic], not \"foo\"")) {
            try Self.patch("{}", "foo")
        }
    }

    @Test func errorNamesAPlaceAndNoValue() throws {
        let error = try #require(throws: KubectlError.self) { try Self.patch("secret: value: x") }
        #expect(error.message.hasPrefix("error: unable to parse the patch: 1:"))
        #expect(!error.message.contains("secret"))
    }

    @Test(arguments: [
        ("strategic", #"{"spec":{"containers":[{"name":"b","image":"z"}]}}"#, ["x", "z"]),
        ("merge", #"{"spec":{"containers":[{"name":"b","image":"z"}]}}"#, ["z"]),
        ("json", #"[{"op":"remove","path":"/spec/containers/0"}]"#, ["y"]),
    ])
    func dryRunAppliesThePatchItself(kind: String, text: String, images: [String]) throws {
        let patched = try Self.patch(text, kind).applied(to: Self.pod)
        #expect(patched["spec"].list("containers").map { $0.string("image") } == images)
    }

    @Test func patchThatDoesNotApplyFails() throws {
        let patch = try Self.patch(#"[{"op":"remove","path":"/none"}]"#, "json")
        #expect(throws: ObjectFailure.self) { try patch.applied(to: Self.pod) }
    }
}
