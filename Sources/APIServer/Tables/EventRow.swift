import KubeObjects

/// The table of events.
///
/// Source: k8s.io/kubernetes pkg/printers/internalversion printEvent.
enum EventRow {
    static let layout = TableLayout(
        columns: [
            TableColumn("Last Seen", "How long ago it happened last."),
            TableColumn("Type", "Normal or Warning."),
            TableColumn("Reason", "What happened, in one word."),
            TableColumn("Object", "What it happened to."),
            .wide("Subobject", "The field of the object that it is about."),
            .wide("Source", "Who reported it."),
            TableColumn("Message", "What happened, for people."),
            .wide("First Seen", "How long ago it happened first."),
            .wide("Count", "How often it happened."),
            .wide("Name", "The event's name."),
        ]
    ) { event, now in
        let first = TableLayout.age(since: presentText(event["firstTimestamp"]) ?? event["eventTime"], now)
        return [
            .string(lastSeen(event, now) ?? first),
            text(event["type"]),
            text(event["reason"]),
            .string(target(event["involvedObject"] ?? [:])),
            text(event.value(at: "involvedObject", "fieldPath")),
            .string(source(event)),
            .string((event["message"]?.text ?? "").trimmingWhitespace),
            .string(first),
            .integer(count(event)),
            TableLayout.name(of: event),
        ]
    }

    private static func lastSeen(_ event: JSONValue, _ now: Int64) -> String? {
        if let series = event["series"], series.members != nil {
            return TableLayout.age(since: series["lastObservedTime"], now)
        }
        return presentText(event["lastTimestamp"]).map { TableLayout.age(since: $0, now) }
    }

    private static func count(_ event: JSONValue) -> Int64 {
        if let series = event["series"], series.members != nil { return series["count"]?.integer ?? 0 }
        return max(event["count"]?.integer ?? 0, 1)
    }

    /// `pod/web`; the kind alone where the object has no name.
    private static func target(_ object: JSONValue) -> String {
        let kind = (object["kind"]?.text ?? "").lowercased()
        let name = object["name"]?.text ?? ""
        return name.isEmpty ? kind : "\(kind)/\(name)"
    }

    /// `secretd, node1`
    private static func source(_ event: JSONValue) -> String {
        let component = presentText(event.value(at: "source", "component")) ?? event["reportingComponent"]
        let host = presentText(event.value(at: "source", "host")) ?? event["reportingInstance"]
        return [component, host].compactMap { $0?.text }.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func text(_ value: JSONValue?) -> JSONValue { .string(value?.text ?? "") }

    /// The value where it is a text and not empty.
    private static func presentText(_ value: JSONValue?) -> JSONValue? {
        value?.text.map(\.isEmpty) == false ? value : nil
    }
}
