package import KubeObjects

/// What the daemon serves at one volume: names, numbers and times; never a value.
///
/// A Pod that has no volume of secretd's is one too, with the empty volume name.
package struct ServedVolume: Equatable, Sendable {
    package struct ID: Hashable, Sendable {
        package var namespace: String
        package var pod: String
        /// Empty where the Pod has none.
        package var volume: String

        package init(namespace: String, pod: String, volume: String) {
            self.namespace = namespace
            self.pod = pod
            self.volume = volume
        }
    }

    package enum State: String, Sendable, CaseIterable {
        /// Every source is resolved and visible.
        case served = "Served"
        /// Some source or key is missing: its last good files stay, the rest follows.
        case partial = "Partial"
        /// Nothing is resolved; the last good files stay.
        case stale = "Stale"
        /// Nothing is resolved and nothing was ever served.
        case waiting = "Waiting"
        /// The files could not be written, or not removed.
        case failed = "Failed"
        /// No volume of the Pod is secretd's: there is nothing to do.
        case noVolumes = "NoVolumes"
        /// It is gone; told in a watch alone.
        case removed = "Removed"

        /// Whether nothing is left to wish for.
        package var isGood: Bool { self == .served || self == .noVolumes }
    }

    package var id: ID
    /// `secret/kuard-tls`, or several joined by commas.
    package var sources: String
    package var state: State
    /// One word for machines; empty where all is well.
    package var reason: String
    /// For people; empty where all is well.
    package var message: String
    /// Since when state and reason are what they are, in seconds since 1970.
    package var since: Int64
    /// The generation that consumers see; nil where nothing was ever published.
    package var generation: String?
    /// The generation's number, as `secretd history` counts them: from 1 since the daemon knows the volume. Nil where
    /// nothing was ever published.
    package var number: Int?
    package var files: Int
    /// The sum of the files' sizes.
    package var bytes: Int
    /// When the daemon made or adopted the generation, in seconds since 1970.
    package var servedSince: Int64?

    package init(
        _ id: ID,
        sources: String,
        state: State,
        reason: String = "",
        message: String = "",
        since: Int64,
        generation: String? = nil,
        number: Int? = nil,
        files: Int = 0,
        bytes: Int = 0,
        servedSince: Int64? = nil
    ) {
        self.id = id
        self.sources = sources
        self.state = state
        self.reason = reason
        self.message = message
        self.since = since
        self.generation = generation
        self.number = number
        self.files = files
        self.bytes = bytes
        self.servedSince = servedSince
    }
}

extension ServedVolume.ID: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.namespace, left.pod, left.volume) < (right.namespace, right.pod, right.volume)
    }
}

extension ServedVolume {
    /// A Pod with nothing for secretd to do.
    init(noVolumesOf id: ID, since: Int64) {
        self.init(
            id,
            sources: "",
            state: .noVolumes,
            reason: PodStatus.noVolumesReason,
            message: PodStatus.noVolumes,
            since: since
        )
    }

    /// As the daemon answers and `secretd status -o json` prints it.
    package var json: JSONValue {
        var object: JSONValue = [
            "namespace": .string(id.namespace), "pod": .string(id.pod), "state": .string(state.rawValue),
            "reason": .string(reason), "message": .string(message), "since": .string(Timestamp.text(since)),
            "files": .integer(Int64(files)), "bytes": .integer(Int64(bytes)),
            "sources": .array(sources.split(separator: ",").map { .string(String($0)) }),
        ]
        if !id.volume.isEmpty { object["volume"] = .string(id.volume) }
        if let generation { object["generation"] = .string(generation) }
        if let number { object["number"] = .integer(Int64(number)) }
        if let servedSince { object["servedSince"] = .string(Timestamp.text(servedSince)) }
        return object
    }

    /// Nil for what is no such object.
    package init?(_ json: JSONValue) {
        guard let namespace = json["namespace"]?.text, let pod = json["pod"]?.text,
            let state = json["state"]?.text.flatMap(State.init)
        else { return nil }
        self.init(
            ID(namespace: namespace, pod: pod, volume: json["volume"]?.text ?? ""),
            sources: (json["sources"]?.elements ?? []).compactMap(\.text).joined(separator: ","),
            state: state,
            reason: json["reason"]?.text ?? "",
            message: json["message"]?.text ?? "",
            since: json["since"]?.text.flatMap(Timestamp.parse) ?? 0,
            generation: json["generation"]?.text,
            number: json["number"]?.integer.map { Int($0) },
            files: Int(json["files"]?.integer ?? 0),
            bytes: Int(json["bytes"]?.integer ?? 0),
            servedSince: json["servedSince"]?.text.flatMap(Timestamp.parse)
        )
    }
}
