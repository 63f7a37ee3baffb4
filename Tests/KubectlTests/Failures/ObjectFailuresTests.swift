import KubeObjects
import Testing

@testable import Kubectl

struct ObjectFailuresTests {
    private static let invalid = ObjectFailure.request(
        .refused(
            ServerStatus(
                [
                    "reason": "Invalid", "message": "Secret \"t\" is invalid: data: Required value",
                    "details": [
                        "kind": "Secret", "name": "t", "causes": [["field": "data", "message": "Required value"]],
                    ],
                ],
                code: 422
            )
        ),
        context: "error when creating \"f.yaml\""
    )
    private static let text = ObjectFailure.text("no")

    @Test(arguments: [
        ([], nil),
        ([text], "error: no"),
        ([invalid], "The Secret \"t\" is invalid: data: Required value"),
        ([text, text], "no\nno"),
        (
            [invalid, text],
            "Error from server (Invalid): error when creating \"f.yaml\": Secret \"t\" is invalid: data: Required value\nno"
        ),
    ])
    func severalAreSaidInOtherWordsThanOne(failures: [ObjectFailure], message: String?) {
        var all = ObjectFailures()
        for failure in failures { all.append(failure) }
        #expect(all.error()?.message == message)
        #expect(all.isEmpty == failures.isEmpty)
    }

    @Test func onlySilenceEndsAll() {
        #expect(ObjectFailure.request(.noDaemon(socket: "/s"), context: nil).endsAll)
        #expect(!Self.invalid.endsAll)
        #expect(!Self.text.endsAll)
    }

    @Test(arguments: [
        ("", "resource name may not be empty"), ("a/b", "invalid resource name \"a/b\": [may not contain '/']"),
        ("a%", "invalid resource name \"a%\": [may not contain '%']"),
        ("..", "invalid resource name \"..\": [may not be '..']"),
        ("Bad_Name", nil), ("a.b", nil),
    ])
    func namesThatNoPathCanHoldAreRefused(name: String, complaint: String?) {
        #expect(ObjectFailure.name(name) == complaint)
    }
}
