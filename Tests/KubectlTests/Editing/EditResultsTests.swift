import APIServer
import KubeObjects
import Testing

@testable import Kubectl

/// The texts are what kubectl prints.
struct EditResultsTests {
    private static let target = GetTarget(.secrets, name: "x", namespace: "default")

    private func refusal(_ reason: String, code: Int, causes: JSONValue = []) -> ClientError {
        let status: JSONValue = ["reason": .string(reason), "message": "why", "details": ["causes": causes]]
        return .refused(ServerStatus(status, code: code))
    }

    @Test func invalidObjectIsOpenedAgain() {
        var results = EditResults()
        let error = refusal("Invalid", code: 422, causes: [["field": "type", "message": "bad"]])
        #expect(results.note(error, Self.target) == "error: secrets \"x\" is invalid")
        #expect(results.reasons == [EditText.Reason(head: "secrets \"x\" was not valid", details: ["type: bad"])])
        #expect(results.retryable == 0 && results.missing == 0)
    }

    @Test func objectThatCannotBeReadIsOpenedAgain() {
        var results = EditResults()
        #expect(
            results.note(refusal("BadRequest", code: 400), Self.target)
                == "error: secrets \"x\" could not be patched: why"
        )
        #expect(results.reasons == [EditText.Reason(head: "secrets \"x\" could not be patched", details: ["why"])])
    }

    @Test func objectThatIsGoneIsNamed() {
        var results = EditResults()
        #expect(
            results.note(refusal("NotFound", code: 404), Self.target)
                == "error: secrets \"x\" could not be found on the server"
        )
        #expect(results.missing == 1 && results.reasons.isEmpty)
    }

    @Test func conflictMayBeTriedAgain() {
        var results = EditResults()
        #expect(
            results.note(refusal("Conflict", code: 409), Self.target)
                == "error: secrets \"x\" could not be patched: why"
        )
        #expect(results.retryable == 1 && results.reasons.isEmpty)
    }
}
