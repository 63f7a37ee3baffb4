import APIServer
import KubeObjects
import Testing

@testable import Kubectl

struct ObjectChangeTests {
    struct Row: Sendable {
        let old: JSONValue
        let new: JSONValue
        let patch: JSONValue
        let replacesList: Bool
    }

    static let rows = [
        Row(old: ["a": "b"], new: ["a": "b"], patch: [:], replacesList: false),
        Row(
            old: ["d": ["a": "0", "gone": "1", "same": "2"]],
            new: ["d": ["a": "1", "same": "2", "new": "3"]],
            patch: ["d": ["a": "1", "gone": .null, "new": "3"]],
            replacesList: false
        ),
        Row(old: ["a": "b"], new: ["a": ["b": "c"]], patch: ["a": ["b": "c"]], replacesList: false),
        Row(old: ["a": ["b": "c"]], new: ["a": "b"], patch: ["a": "b"], replacesList: false),
        Row(old: [:], new: ["a": [:], "b": ["c"]], patch: ["a": [:], "b": ["c"]], replacesList: false),
        Row(old: ["l": ["a"]], new: ["l": ["a", "b"]], patch: ["l": ["a", "b"]], replacesList: true),
        Row(old: ["m": ["l": ["a"]]], new: ["m": [:]], patch: ["m": ["l": .null]], replacesList: true),
    ]

    @Test(arguments: rows) func isTheSmallestMergePatch(row: Row) {
        let change = ObjectChange(from: row.old, to: row.new)
        #expect(change.patch == row.patch)
        #expect(change.replacesList == row.replacesList)
        #expect(change.isEmpty == (row.old == row.new))
    }

    @Test(arguments: rows) func appliedItGivesTheNewObject(row: Row) {
        #expect(MergePatch.apply(ObjectChange(from: row.old, to: row.new).patch, to: row.old) == row.new)
    }
}
