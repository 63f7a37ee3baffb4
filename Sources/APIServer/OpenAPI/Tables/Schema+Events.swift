extension Schema {
    /// *Source:* k8s.io/api core/v1/types.go Event.
    static let events: [Schema] = [
        Schema(
            object: "Event",
            "Something that happened to an object. Events are kept for a short time and may be merged.",
            [
                SchemaField("action", .text, "What was done."),
                SchemaField("count", .int32, "How often it happened."),
                SchemaField("eventTime", .meta("MicroTime"), "When it was first seen."),
                SchemaField("firstTimestamp", .time, "When it first happened."),
                SchemaField("involvedObject", .core("ObjectReference"), "The object it happened to.", .required),
                SchemaField("lastTimestamp", .time, "When it last happened."),
                SchemaField("message", .text, "What happened, for people."),
                SchemaField("reason", .text, "Why, in one word for programs."),
                SchemaField("related", .core("ObjectReference"), "Another object that has to do with it."),
                SchemaField("reportingComponent", .text, "The program that tells of it."),
                SchemaField("reportingInstance", .text, "Which one of the programs of that name."),
                SchemaField("series", .core("EventSeries"), "How it goes on, if it does."),
                SchemaField("source", .core("EventSource"), "The program that tells of it, and its machine."),
                SchemaField("type", .text, "Normal or Warning."),
            ]
        ),
        Schema(
            core: "EventSource",
            "Who tells of an event.",
            [
                SchemaField("component", .text, "The program."),
                SchemaField("host", .text, "The machine it runs on."),
            ]
        ),
        Schema(
            core: "EventSeries",
            "An event that goes on.",
            [
                SchemaField("count", .int32, "How often it has happened so far."),
                SchemaField("lastObservedTime", .meta("MicroTime"), "When it was last seen."),
            ]
        ),
    ]
}
