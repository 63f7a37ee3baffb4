import KubeObjects
import Kubectl
import Testing

struct SecretMaskTests {
    @Test func valuesShowOnlyWhetherTheyDiffer() {
        let (live, merged) = SecretMask.masked(
            live: ["kind": "Secret", "data": ["same": "hunter1", "changed": "hunter2", "gone": "hunter3"]],
            merged: ["kind": "Secret", "data": ["same": "hunter1", "changed": "hunter4", "new": "hunter5"]]
        )
        #expect(live == ["kind": "Secret", "data": ["same": "***", "changed": "*** (before)", "gone": "***"]])
        #expect(merged == ["kind": "Secret", "data": ["same": "***", "changed": "*** (after)", "new": "***"]])
    }

    @Test func aNewSecretIsMasked() {
        let (live, merged) = SecretMask.masked(live: nil, merged: ["kind": "Secret", "data": ["k": "hunter2"]])
        #expect(live == nil)
        #expect(merged == ["kind": "Secret", "data": ["k": "***"]])
    }

    @Test func theNoteOfTheLastApplyIsMasked() {
        let note = #"{"kind":"Secret","data":{"k":"hunter2"}}"#
        let secret: JSONValue = [
            "kind": "Secret", "metadata": ["annotations": [LastApplied.annotation: .string(note)]],
        ]
        let (live, merged) = SecretMask.masked(live: secret, merged: secret)
        for object in [live, merged] {
            let text = object.flatMap(LastApplied.text)
            #expect(text == #"{"data":{"k":""},"kind":"Secret"}"# + "\n")
        }
    }

    @Test func otherKindsAreShown() {
        let object: JSONValue = ["kind": "ConfigMap", "data": ["k": "v"]]
        #expect(SecretMask.masked(live: object, merged: object) == (object, object))
    }
}
