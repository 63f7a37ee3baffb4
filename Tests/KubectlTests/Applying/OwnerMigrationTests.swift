import KubeObjects
import Testing

@testable import Kubectl

struct OwnerMigrationTests {
    private static func entry(_ manager: String, _ operation: String, _ fields: JSONValue) -> JSONValue {
        ["manager": .string(manager), "operation": .string(operation), "apiVersion": "v1", "fieldsV1": fields]
    }

    private static func object(_ entries: [JSONValue]) -> JSONValue {
        ["metadata": ["resourceVersion": "7", "managedFields": .array(entries)]]
    }

    @Test func fieldsAreGivenToTheOwnerThatApplies() {
        let object = Self.object([
            Self.entry("kubectl", "Apply", ["f:data": ["f:a": [:]]]),
            Self.entry("old", "Update", ["f:data": ["f:b": [:]], "f:type": [:]]),
            Self.entry("other", "Update", ["f:data": ["f:c": [:]]]),
        ])
        #expect(
            OwnerMigration.patch(of: object, from: "old", to: "kubectl") == [
                [
                    "op": "replace", "path": "/metadata/managedFields",
                    "value": [
                        Self.entry("kubectl", "Apply", ["f:data": ["f:a": [:], "f:b": [:]], "f:type": [:]]),
                        Self.entry("other", "Update", ["f:data": ["f:c": [:]]]),
                    ],
                ],
                ["op": "replace", "path": "/metadata/resourceVersion", "value": "7"],
            ]
        )
    }

    @Test func whoeverAppliesForTheFirstTimeTakesTheEntry() {
        let patch = OwnerMigration.patch(
            of: Self.object([Self.entry("old", "Update", ["f:type": [:]])]),
            from: "old",
            to: "kubectl"
        )
        #expect(patch?.elements?.first?["value"] == [Self.entry("kubectl", "Apply", ["f:type": [:]])])
    }

    @Test func nothingIsPatchedWhereNothingIsOwned() {
        #expect(OwnerMigration.patch(of: [:], from: "old", to: "kubectl") == nil)
        let object = Self.object([Self.entry("old", "Apply", [:])])
        #expect(OwnerMigration.patch(of: object, from: "old", to: "kubectl") == nil)
        #expect(OwnerMigration.hasEntry(object, of: "old", by: "Apply"))
        #expect(!OwnerMigration.hasEntry(object, of: "old", by: "Update"))
    }
}
