import KubeObjects
import Kubectl
import Testing

struct LastAppliedTests {
    private static let secret: JSONValue = [
        "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s", "namespace": "default"],
        "data": ["a": "aHVudGVyMg=="], "stringData": ["b": "hunter2"], "type": "Opaque",
    ]

    @Test func secretsAreNotedWithoutTheirValues() throws {
        let text = try #require(LastApplied.text(in: LastApplied.annotated(Self.secret)))
        #expect(
            text == #"{"apiVersion":"v1","data":{"a":""},"kind":"Secret","metadata":{"annotations":{},"name":"s","#
                + #""namespace":"default"},"stringData":{"b":""},"type":"Opaque"}"# + "\n"
        )
    }

    @Test func valuesInTheWrongPlaceAreLeftOutToo() {
        var secret = Self.secret
        secret["data"] = "hunter2"
        secret["stringData"] = ["a": ["hunter2"]]
        #expect(LastApplied.text(in: LastApplied.annotated(secret))?.contains("hunter2") == false)
    }

    @Test func otherKindsAreNotedAsKubectlNotesThem() {
        let object: JSONValue = [
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["annotations": ["x": "<&>"], "name": "c"],
            "data": ["k": "v"],
        ]
        let text = LastApplied.text(in: LastApplied.annotated(object))
        #expect(
            text == #"{"apiVersion":"v1","data":{"k":"v"},"kind":"ConfigMap","metadata":{"annotations":"#
                + #"{"x":"\u003c\u0026\u003e"},"name":"c"}}"# + "\n"
        )
    }

    @Test func theNoteIsNotInTheNote() {
        let once = LastApplied.annotated(Self.secret)
        #expect(LastApplied.annotated(once) == once)
    }

    @Test func bareObjectsKeepOtherAnnotations() {
        var object = LastApplied.annotated(Self.secret)
        object.set("y", at: "metadata", "annotations", "x")
        #expect(LastApplied.bare(object).value(at: "metadata", "annotations") == ["x": "y"])
        #expect(LastApplied.bare(Self.secret).value(at: "metadata", "annotations") == [:])
    }

    @Test(arguments: [
        (#"{"kind":"Secret","data":{"a":"aHVudGVyMg=="}}"#, #"{"data":{"a":""},"kind":"Secret"}"# + "\n"),
        ("hunter2", ""),
        ("{\"data\":{\"a\":\"hunter2", ""),
    ])
    func othersNotesAreMasked(text: String, masked: String) {
        var object = Self.secret
        object.set(.string(text), at: "metadata", "annotations", LastApplied.annotation)
        #expect(LastApplied.text(in: LastApplied.masked(object)) == masked)
        object["kind"] = "ConfigMap"
        #expect(LastApplied.masked(object) == object)
    }

    @Test func anObjectWithoutNoteIsItsOwnMask() {
        #expect(LastApplied.masked(Self.secret) == Self.secret)
        #expect(LastApplied.configuration(of: Self.secret) == nil)
    }
}
