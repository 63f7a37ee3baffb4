import KubeObjects
import Testing

@testable import APIServer

@Suite struct EventRowTests {
    private static let now: Int64 = 1_767_225_600

    private static func cells(_ event: JSONValue) -> [JSONValue] { EventRow.layout.cells(event, now) }

    @Test func oldForm() {
        let event: JSONValue = [
            "metadata": ["name": "p.1"], "involvedObject": ["kind": "Pod", "name": "p", "fieldPath": "spec.x"],
            "type": "Normal", "reason": "Started", "message": "\n went well\nagain \r\n", "count": 3,
            "source": ["component": "secretd", "host": "n1"],
            "firstTimestamp": "2025-12-31T23:50:00Z", "lastTimestamp": "2025-12-31T23:59:00Z", "eventTime": .null,
        ]
        let expected: [JSONValue] = [
            "60s", "Normal", "Started", "pod/p", "spec.x", "secretd, n1", "went well\nagain", "10m", 3, "p.1",
        ]
        #expect(Self.cells(event) == expected)
    }

    @Test func newForm() {
        let event: JSONValue = [
            "metadata": ["name": "p.1"], "involvedObject": ["kind": "Node"], "type": "Warning", "reason": "R",
            "reportingComponent": "secretd", "reportingInstance": "secretd-n1",
            "eventTime": "2025-12-31T23:59:50.123456Z", "firstTimestamp": .null, "lastTimestamp": .null,
        ]
        let expected: [JSONValue] = [
            "10s", "Warning", "R", "node", "", "secretd, secretd-n1", "", "10s", 1, "p.1",
        ]
        #expect(Self.cells(event) == expected)
    }

    @Test func series() {
        let event: JSONValue = [
            "eventTime": "2025-12-31T23:58:00.000000Z", "count": 1,
            "series": ["count": 5, "lastObservedTime": "2025-12-31T23:59:55.000000Z"],
        ]
        let cells = Self.cells(event)
        #expect(cells[0] == "5s")
        #expect(cells[7] == "2m")
        #expect(cells[8] == 5)
    }

    @Test func nothingKnown() {
        let expected: [JSONValue] = ["<unknown>", "", "", "", "", "", "", "<unknown>", 1, ""]
        #expect(Self.cells([:]) == expected)
    }
}
