import KubeObjects
import Testing

@Suite struct ManifestKindTests {
    private func descriptions(_ text: String) -> [String] { Manifest(text).problems.map(\.description) }

    @Test(arguments: [
        ("kind: Secret\nmetadata: {name: s}\n", "1:1: Object 'apiVersion' is missing"),
        ("apiVersion: v1\nmetadata: {name: s}\n", "1:1: Object 'Kind' is missing"),
        ("apiVersion: v1\nkind:\n", "1:1: Object 'Kind' is missing"),
        ("apiVersion: v1\nkind: \"\"\n", "1:1: Object 'Kind' is missing"),
        ("{}", "1:1: Object 'Kind' is missing"),
        ("apiVersion: v1\nkind: Secert\n", "2:7: no kind \"Secert\" is registered for version \"v1\""),
        ("apiVersion: v1\nkind: secret\n", "2:7: no kind \"secret\" is registered for version \"v1\""),
        ("apiVersion: v1\nkind: SecertList\n", "2:7: no kind \"SecertList\" is registered for version \"v1\""),
        ("apiVersion: v2\nkind: Secret\n", "1:13: no kind \"Secret\" is registered for version \"v2\""),
        ("apiVersion: 1\nkind: Secret\n", "1:13: apiVersion: expected string, found integer"),
        ("apiVersion: v1\nkind: [Secret]\n", "2:7: kind: expected string, found array"),
        ("hello world", "1:1: expected object, found string"),
        ("- apiVersion: v1\n", "1:1: expected object, found array"),
        ("42", "1:1: expected object, found integer"),
    ])
    func aDocumentThatIsNoObjectOfKubernetesIsAnError(_ text: String, _ description: String) {
        let manifest = Manifest(text)
        #expect(manifest.errors.map(\.description) == [description])
        #expect(manifest.warnings.isEmpty)
        #expect(manifest.entries.isEmpty)
    }

    @Test(arguments: [
        ("v1", "Service"), ("v1", "Namespace"), ("v1", "Node"), ("v1", "Event"), ("v1", "PersistentVolume"),
        ("v1", "PersistentVolumeClaim"), ("v1", "Endpoints"), ("v1", "ReplicationController"), ("v1", "LimitRange"),
        ("v1", "ResourceQuota"), ("v1", "Binding"), ("v1", "PodTemplate"), ("v1", "ComponentStatus"),
        ("v1", "ServiceList"), ("apps/v1", "Deployment"), ("batch/v1", "Job"), ("example.com/v1", "Secret"),
    ])
    func otherKindsAreIgnoredWithAWarning(_ version: String, _ kind: String) {
        let manifest = Manifest("apiVersion: \(version)\nkind: \(kind)\nmetadata: {name: web}\nspec: {a: 1}\n")
        #expect(manifest.entries.isEmpty)
        #expect(manifest.errors.isEmpty)
        let text = "1:1: \(kind) \"web\": ignored: secretd reads Pod, Secret, ConfigMap, ServiceAccount and List"
        #expect(manifest.warnings.map(\.description) == [text])
    }

    @Test func anIgnoredObjectNeedsNoName() {
        #expect(Manifest("apiVersion: v1\nkind: Service\n").warnings.count == 1)
        #expect(Manifest("apiVersion: v1\nkind: Service\nmetadata: 5\n").warnings.count == 1)
    }

    @Test func theItemsOfAListStandWhereTheListStood() {
        let manifest = Manifest(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: first}
            ---
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Secret
              metadata: {name: second}
            - apiVersion: v1
              kind: ConfigMap
              metadata: {name: third}
            - apiVersion: v1
              kind: List
              items:
              - {apiVersion: v1, kind: ServiceAccount, metadata: {name: fourth}}
            ---
            {apiVersion: v1, kind: Secret, metadata: {name: fifth}}
            """
        )
        #expect(manifest.problems.isEmpty)
        #expect(manifest.objects.map(\.metadata.name) == ["first", "second", "third", "fourth", "fifth"])
        #expect(manifest.entries.map(\.mark.line) == [1, 8, 11, 17, 19])
    }

    @Test(arguments: [
        ("PodList", ObjectKind.pod), ("SecretList", .secret), ("ConfigMapList", .configMap),
        ("ServiceAccountList", .serviceAccount),
    ])
    func theItemsOfATypedListNeedNotNameTheirKind(_ list: String, _ kind: ObjectKind) {
        let item = "{metadata: {name: a}, spec: {containers: [{name: c, image: i}]}}"
        let manifest = Manifest(
            "{apiVersion: v1, kind: \(list), metadata: {resourceVersion: '7'}, items: [\(item), \(item)]}"
        )
        #expect(manifest.objects.map(\.kind) == [kind, kind])
        #expect(manifest.errors.isEmpty)
    }

    @Test func theItemsOfAPlainListMustNameTheirKind() {
        #expect(
            descriptions("{apiVersion: v1, kind: List, items: [{metadata: {name: a}}]}") == [
                "1:38: Object 'Kind' is missing"
            ]
        )
        #expect(descriptions("{apiVersion: v1, kind: List, items: [null]}") == ["1:38: Object 'Kind' is missing"])
    }

    @Test func aListMayBeEmptyButItsItemsMustBeAnArray() {
        #expect(descriptions("{apiVersion: v1, kind: List}").isEmpty)
        #expect(descriptions("{apiVersion: v1, kind: List, items: []}").isEmpty)
        #expect(descriptions("{apiVersion: v1, kind: List, items: null}").isEmpty)
        #expect(
            descriptions("{apiVersion: v1, kind: List, items: {}}") == ["1:37: items: expected array, found object"]
        )
    }

    @Test func oneBadItemDoesNotHideTheOthers() {
        let manifest = Manifest(
            """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Secret, metadata: {name: good}}
            - {apiVersion: v1, kind: Secert, metadata: {name: bad}}
            - {apiVersion: v1, kind: Secret, metadata: {name: better}}
            """
        )
        #expect(manifest.objects.map(\.metadata.name) == ["good", "better"])
        #expect(manifest.errors.map(\.mark.line) == [5])
    }
}
