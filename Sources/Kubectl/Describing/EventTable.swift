import APIServer
import KubeObjects

/// The table of an object's Events at the end of its description.
///
/// Source: kubectl pkg/describe DescribeEvents.
enum EventTable {
    static func write(_ events: [JSONValue], clock: LocalClock, to description: inout Description) {
        guard !events.isEmpty else { return description.write("Events:\t<none>\n") }
        description.endColumns()
        description.write("Events:\n  Type\tReason\tAge\tFrom\tMessage\n")
        description.write("----\t------\t----\t----\t-------\n", level: 1)
        for event in events.sortedStably(by: { time($0) < time($1) }) {
            let source = event["source"].string("component")
            let cells = [
                event.string("type"), event.string("reason"), age(event, clock),
                source.isEmpty ? event.string("reportingComponent") : source,
                event.string("message").trimmingWhitespace,
            ]
            description.write(cells.joined(separator: "\t") + "\n", level: 1)
        }
    }

    /// `3s (x2 over 5m)`, or when it happened the only time.
    static func age(_ event: JSONValue, _ clock: LocalClock) -> String {
        let first = clock.age(since: event["eventTime"]?.text == nil ? event["firstTimestamp"] : event["eventTime"])
        if let series = event["series"], series.members != nil {
            let last = clock.age(since: series["lastObservedTime"])
            return "\(last) (x\(series.number("count")) over \(first))"
        }
        let count = event.number("count")
        return count > 1 ? "\(clock.age(since: event["lastTimestamp"])) (x\(count) over \(first))" : first
    }

    /// RFC 3339 in UTC, which sorts as it is; of an Event without a time, before all others.
    private static func time(_ event: JSONValue) -> String { event.string("lastTimestamp") }
}

extension Array {
    /// Sorted, with equals left in their order.
    func sortedStably(by precedes: (Element, Element) -> Bool) -> [Element] {
        enumerated().sorted { left, right in
            if precedes(left.element, right.element) { return true }
            return !precedes(right.element, left.element) && left.offset < right.offset
        }.map(\.element)
    }
}
