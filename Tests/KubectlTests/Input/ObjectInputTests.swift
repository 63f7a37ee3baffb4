import APIServer
import KubeObjects
import Testing

@testable import Kubectl

struct ObjectInputTests {
    private static let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n"

    @Test func everyDocumentIsAnObject() throws {
        let objects = try objects(Self.secret + "---\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n")
        #expect(objects.map(\.name) == ["s", "c"])
        #expect(objects.map(\.resource.name) == ["secrets", "configmaps"])
        #expect(objects.map(\.source) == ["f.yaml", "f.yaml"])
    }

    @Test func listsAreOpened() throws {
        let inner =
            #"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}]}"#
        let text = """
            {"apiVersion":"v1","kind":"List","items":[\(inner),
              {"apiVersion":"v1","kind":"SecretList","items":[{"metadata":{"name":"a"}}]}]}
            """
        let found = ObjectInputTests.scan(text, validates: false).entries
        let names = found.map { if case .object(let object) = $0 { object.name } else { "" } }
        #expect(names == ["p", "a"])
        #expect(try objects(#"{"apiVersion":"v1","kind":"SecretList","items":[{"metadata":{"name":"a"}}]}"#).count == 1)
    }

    @Test func namespaceIsFilledIn() throws {
        let object = try #require(try objects(Self.secret, scope: NamespaceScope("web", isRequired: true)).first)
        #expect(object.namespace == "web")
        #expect(object.object.value(at: "metadata", "namespace") == "web")
    }

    @Test func objectsWithoutNamespacesLoseOne() throws {
        let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: x, namespace: web}\n"
        let object = try #require(try objects(text).first)
        #expect(object.namespace.isEmpty)
        #expect(object.object.value(at: "metadata", "namespace") == nil)
    }

    @Test func anotherNamespaceIsAnErrorOnlyWhereOneIsAskedFor() throws {
        let text = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: a}\n"
        #expect(try objects(text).map(\.namespace) == ["a"])
        #expect(
            failures(text, scope: NamespaceScope("b", isRequired: true)) == [
                "error: the namespace from the provided object \"a\" does not match the namespace \"b\". You must pass "
                    + "'--namespace=a' to perform this operation."
            ]
        )
    }

    @Test(arguments: [
        ("kind: Secret\n", "apiVersion not set"),
        ("apiVersion: v1\n", "kind not set"),
        ("a: b\n", "[apiVersion not set, kind not set]"),
        ("apiVersion: v1\nkind: 3\n", "kind isn't string type"),
        ("- a\n", "invalid object to validate"),
        ("text\n", "invalid object to validate"),
        ("apiVersion: v1\nkind: List\nitems: [{apiVersion: v1}]\n", "kind not set"),
        ("apiVersion: v1\nkind: List\nitems: [3]\n", "invalid object to validate"),
    ])
    func whatIsNoObjectSpoilsTheRestOfItsFile(text: String, complaint: String) {
        let scan = Self.scan(Self.secret + "---\n" + text + "---\n" + Self.secret, validates: true)
        #expect(scan.entries.count == 1)
        let hint = "if you choose to ignore these errors, turn validation off with --validate=false"
        #expect(scan.failure == .text("error validating \"f.yaml\": error validating data: \(complaint); \(hint)"))
    }

    @Test(arguments: [
        ("apiVersion: v1\nmetadata: {name: s}\n", "Object 'Kind' is missing"),
        ("- a\n", "json: cannot unmarshal array into Go value of type unstructured.detector"),
        (
            "apiVersion: v1\nkind: Secret\nmetadata: {name: 3}\n",
            "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string"
        ),
        (
            "apiVersion: v1\nkind: Secret\nmetadata: {labels: {l: yes}}\n",
            "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string"
        ),
        (
            "apiVersion: v1\nkind: Secret\nmetadata: {annotations: [a]}\n",
            "json: cannot unmarshal array into Go struct field ObjectMeta.metadata.annotations of type map[string]string"
        ),
        (
            "apiVersion: v1\nkind: Secret\nmetadata: a\n",
            "json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta"
        ),
    ])
    func whatCannotBeDecodedLeavesTheOthers(text: String, complaint: String) {
        let scan = Self.scan(text + "---\n" + Self.secret, validates: false)
        #expect(scan.entries.first == .failure(.text("unable to decode \"f.yaml\": \(complaint)")))
        #expect(scan.entries.count == 2)
        #expect(scan.failure == nil)
    }

    @Test(arguments: [("v1", "Foo"), ("apps/v1", "Deployment"), ("v2", "Secret")])
    func unknownKindsHaveNoMapping(version: String, kind: String) {
        #expect(
            failures("apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: x, namespace: q}\n") == [
                "error: resource mapping not found for name: \"x\" namespace: \"q\" from \"f.yaml\": no matches for kind "
                    + "\"\(kind)\" in version \"\(version)\"\nensure CRDs are installed first"
            ]
        )
    }

    @Test func brokenTextNamesItsLineAndKeepsWhatStandsBefore() {
        let scan = Self.scan(Self.secret + "---\na: b\n c: d\n", validates: true)
        #expect(scan.entries.count == 1)
        let words = "error converting YAML to JSON: yaml: line 6: mapping values are not allowed in this context"
        #expect(scan.failure == .text("error parsing f.yaml: \(words)"))
        #expect(Self.scan("{\"a\": 1,,}", validates: true).failure.map { "\($0)".contains("json: line 1: ") } == true)
    }

    @Test(
        arguments: [
            "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {k: CANARY\n", "data: CANARY\n", "CANARY",
            "- CANARY\n",
            "apiVersion: v1\nmetadata: {name: s}\ndata: {k: CANARY}\n", "data: {k: CANARY, k: CANARY}\n",
            "k: !CANARY x\n",
            "{\"data\": \"CANARY", "{\"apiVersion\": \"v1\", \"data\": CANARY}", "k: *CANARY\n", "CANARY:\n\t- CANARY",
            "apiVersion: v1\nkind: Secret\nmetadata: [CANARY]\n", "apiVersion: v1\nkind: List\nitems: [CANARY]\n",
        ],
        [true, false]
    )
    func noErrorShowsAValue(text: String, validates: Bool) {
        let scan = Self.scan(text, validates: validates)
        #expect(scan.failure != nil || !scan.entries.isEmpty)
        #expect(!"\(scan.failure as Any)".contains("CANARY"))
        for case .failure(let failure) in scan.entries { #expect(!"\(failure)".contains("CANARY")) }
    }

    static func scan(
        _ text: String,
        scope: NamespaceScope = NamespaceScope("default", isRequired: false),
        validates: Bool
    ) -> (entries: [InputEntry], failure: ObjectFailure?) {
        Array(text.utf8).withUnsafeBytes {
            ObjectInput.entries($0, source: "f.yaml", scope: scope, validates: validates)
        }
    }

    private func objects(
        _ text: String,
        scope: NamespaceScope = NamespaceScope("default", isRequired: false)
    ) throws -> [InputObject] {
        let scan = Self.scan(text, scope: scope, validates: true)
        if let failure = scan.failure { throw failure }
        return try scan.entries.map { entry in
            switch entry {
            case .object(let object): return object
            case .failure(let failure): throw failure
            }
        }
    }

    /// As they are printed.
    private func failures(
        _ text: String,
        scope: NamespaceScope = NamespaceScope("default", isRequired: false)
    ) -> [String] {
        Self.scan(text, scope: scope, validates: true).entries.compactMap { entry in
            if case .failure(let failure) = entry { KubectlError(failure).message } else { nil }
        }
    }
}
