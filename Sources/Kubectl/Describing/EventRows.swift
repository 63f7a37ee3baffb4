import APIServer
import KubeObjects

/// Events as the rows of a table of their own.
///
/// Source: kubectl pkg/cmd/events.
struct EventRows {
    private let showsNamespaces: Bool
    private var showsHeader: Bool
    private var writer = TabWriter.table

    init(showsNamespaces: Bool, showsHeader: Bool) {
        self.showsNamespaces = showsNamespaces
        self.showsHeader = showsHeader
    }

    /// The rows of some Events; before the first of them, the columns' names.
    mutating func text(of events: [JSONValue], clock: LocalClock) -> String {
        var rows: [[String]] = []
        if showsHeader {
            rows.append((showsNamespaces ? ["NAMESPACE"] : []) + ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"])
            showsHeader = false
        }
        for event in events {
            let target = event["involvedObject"]
            let row = [
                EventTable.age(event, clock), event.string("type"), event.string("reason"),
                "\(target.string("kind"))/\(target.string("name"))", event.string("message").trimmingWhitespace,
            ]
            rows.append((showsNamespaces ? [event["metadata"].string("namespace")] : []) + row)
        }
        return writer.aligned(rows.map { $0.joined(separator: "\t") + "\n" }.joined())
    }

    /// Oldest first, by when each happened last.
    static func sorted(_ events: [JSONValue]) -> [JSONValue] {
        events.map { (time($0), $0) }.sortedStably { $0.0 < $1.0 }.map(\.1)
    }

    /// Nanoseconds are of no use here: what happens within a second keeps its order.
    private static func time(_ event: JSONValue) -> Int64 {
        let series = event["series"]
        let times = [
            series?["lastObservedTime"], series?.members == nil ? event["lastTimestamp"] : nil, event["eventTime"],
        ]
        return times.lazy.compactMap { $0?.text.flatMap(Timestamp.parse) }.first ?? .min
    }
}
