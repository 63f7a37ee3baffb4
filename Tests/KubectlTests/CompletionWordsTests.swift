import APIServer
import Kubectl
import Testing

struct CompletionWordsTests {
    @Test func firstComesTheType() {
        guard case .types(let types) = CompletionWords(after: [], current: "sec") else {
            Issue.record("no types")
            return
        }
        #expect(types.contains("secrets") && types.contains("pods") && types.contains("nodes"))
        #expect(!types.contains("services"))
    }

    @Test func thenTheNames() {
        #expect(CompletionWords(after: ["secret"], current: "") == .names(.secrets, prefix: ""))
        #expect(CompletionWords(after: ["cm", "one"], current: "t") == .names(.configMaps, prefix: ""))
    }

    @Test func orBothTogether() {
        #expect(CompletionWords(after: [], current: "secret/ku") == .names(.secrets, prefix: "secret/"))
        #expect(CompletionWords(after: ["secret/a"], current: "cm/") == .names(.configMaps, prefix: "cm/"))
    }

    @Test func whatIsUnknownCompletesToNothing() {
        #expect(CompletionWords(after: ["gizmo"], current: "") == .nothing)
        #expect(CompletionWords(after: ["secret/a"], current: "b") == .nothing)
    }
}
