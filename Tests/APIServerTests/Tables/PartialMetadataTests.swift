import KubeObjects
import Testing

@testable import APIServer

@Suite struct PartialMetadataTests {
    @Test func listOfMetadataAlone() {
        let secret: JSONValue = ["kind": "Secret", "metadata": ["name": "a"], "data": ["k": "dg=="]]
        let expected: JSONValue = [
            "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": ["resourceVersion": "5"],
            "items": [
                ["kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": ["name": "a"]]
            ],
        ]
        #expect(PartialMetadata.list([secret], metadata: ["resourceVersion": "5"]) == expected)
    }

    @Test func missingMetadataIsEmpty() {
        #expect(PartialMetadata.of([:], version: "v1beta1")["metadata"] == [:])
        #expect(PartialMetadata.of([:], version: "v1beta1")["apiVersion"] == "meta.k8s.io/v1beta1")
    }
}
