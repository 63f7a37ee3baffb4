import KubeObjects

/// One line of the file of outcomes: a JSON object. The last line about something is what holds.
enum RecordLine: Hashable, Sendable {
    case outcome(rule: String, PublishedChange.Volume, NotifyRecord)
    case dropped(rule: String, PublishedChange.Volume)
    /// A generation was there to tell of, whoever was to be told.
    case seen(PublishedChange.Volume, generation: String)
    case gone(PublishedChange.Volume)

    /// Without a line break.
    var bytes: [UInt8] {
        var members: [String: JSONValue]
        switch self {
        case .outcome(let rule, let volume, let record):
            members = Self.members(of: volume)
            members["rule"] = .string(rule)
            members["generation"] = .string(record.generation)
            members["state"] = .string(record.state.rawValue)
            members["since"] = .integer(record.since)
            members["attempts"] = .integer(Int64(record.attempts))
            if let detail = record.detail { members["detail"] = .string(detail) }
        case .dropped(let rule, let volume):
            members = Self.members(of: volume)
            members["rule"] = .string(rule)
        case .seen(let volume, let generation):
            members = Self.members(of: volume)
            members["generation"] = .string(generation)
        case .gone(let volume):
            members = Self.members(of: volume)
        }
        return JSONWriter.bytes(of: .object(members))
    }

    /// Nil for what is no such line.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let value = try? JSONValue(parsing: bytes), let namespace = value["namespace"]?.text,
            let pod = value["pod"]?.text, let name = value["volume"]?.text
        else { return nil }
        let volume = PublishedChange.Volume(namespace: namespace, pod: pod, volume: name)
        let generation = value["generation"]?.text
        guard let rule = value["rule"]?.text else {
            self = generation.map { .seen(volume, generation: $0) } ?? .gone(volume)
            return
        }
        guard let generation else {
            self = .dropped(rule: rule, volume)
            return
        }
        guard let state = value["state"]?.text.flatMap(NotifyState.init(rawValue:)), state != .refused else {
            return nil
        }
        guard let since = value["since"]?.integer, let attempts = value["attempts"]?.integer else { return nil }
        let record = NotifyRecord(
            generation: generation,
            state: state,
            since: since,
            attempts: Int(attempts),
            detail: value["detail"]?.text
        )
        self = .outcome(rule: rule, volume, record)
    }

    private static func members(of volume: PublishedChange.Volume) -> [String: JSONValue] {
        ["namespace": .string(volume.namespace), "pod": .string(volume.pod), "volume": .string(volume.volume)]
    }
}
