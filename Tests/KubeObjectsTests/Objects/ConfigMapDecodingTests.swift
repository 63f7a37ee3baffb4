import KubeObjects
import Testing

@Suite struct ConfigMapDecodingTests {
    private func configMap(_ rest: String) -> ConfigMap? {
        let manifest = Manifest("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n\(rest)")
        guard case .configMap(let configMap) = manifest.objects.first else { return nil }
        return configMap
    }

    @Test func readsTextAndBinaryValues() {
        let map = configMap("immutable: false\ndata: {a: text, b: }\nbinaryData: {c: AP8=}\n")
        #expect(map?.immutable == false)
        #expect(map?.data.mapValues(\.text) == ["a": "text", "b": ""])
        #expect(map?.binaryData["c"]?.withBytes { Array($0) } == [0, 255])
    }

    @Test func refusesValuesOfTheWrongType() {
        let manifest = Manifest(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: 5}, binaryData: {b: '!'}}"
        )
        #expect(
            manifest.errors.map(\.message) == [
                "data[a]: expected string, found integer", "binaryData[b]: illegal base64 data at input byte 0",
            ]
        )
    }

    @Test func warnsOfUnknownFields() {
        let manifest = Manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, stringData: {a: b}}")
        #expect(manifest.warnings.map(\.message) == ["unknown field \"stringData\""])
    }

    @Test func aServiceAccountHasPullSecrets() {
        let manifest = Manifest(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: a}
            automountServiceAccountToken: false
            imagePullSecrets: [{name: one}, {name: two}, {}]
            """
        )
        guard case .serviceAccount(let account) = manifest.objects.first else {
            Issue.record("no service account")
            return
        }
        #expect(account.imagePullSecrets == ["one", "two", ""])
        #expect(account.automountServiceAccountToken == false)
    }
}
