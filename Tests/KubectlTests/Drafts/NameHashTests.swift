import KubeObjects
import Testing

@testable import Kubectl

struct NameHashTests {
    /// The vectors of kubectl's own tests that no command can make.
    @Test(arguments: [
        ([:], "t75bgf6ctb"), (["one": ""], "74bd68bm66"),
        (["one": "", "two": "Mg==", "three": "Mw=="], "dgcb6h9tmk"),
    ])
    func hashIsKubectls(data: [String: String], hash: String) {
        let values = JSONValue.object(data.mapValues(JSONValue.string))
        #expect(NameHash.of(["data": values, "kind": "Secret", "name": "", "type": "my-type"]) == hash)
    }
}
