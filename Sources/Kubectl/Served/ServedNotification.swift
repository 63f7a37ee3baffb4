import APIServer
package import KubeObjects

/// How far one consumer is with one volume, as the daemon answers.
package struct ServedNotification: Equatable, Sendable {
    package var rule: String
    /// `reload nginx.service`
    package var action: String
    package var namespace: String
    package var pod: String
    /// Empty where a Pod asks for what it may not have.
    package var volume: String
    package var generation: String
    /// `told`, `pending`, `failed`, `skipped`, `adopted` or `refused`.
    package var state: String
    /// Seconds since 1970; 0 where there is no time to tell.
    package var since: Int64
    package var attempts: Int
    /// Empty where all is well.
    package var error: String

    package init(
        rule: String,
        action: String,
        namespace: String,
        pod: String,
        volume: String,
        generation: String,
        state: String,
        since: Int64,
        attempts: Int,
        error: String
    ) {
        self.rule = rule
        self.action = action
        self.namespace = namespace
        self.pod = pod
        self.volume = volume
        self.generation = generation
        self.state = state
        self.since = since
        self.attempts = attempts
        self.error = error
    }

    /// Nil for what is no such object.
    init?(_ json: JSONValue) {
        guard let rule = json["rule"]?.text, let state = json["state"]?.text else { return nil }
        func text(_ name: String) -> String { json[name]?.text ?? "" }
        self.init(
            rule: rule,
            action: text("action"),
            namespace: text("namespace"),
            pod: text("pod"),
            volume: text("volume"),
            generation: text("generation"),
            state: state,
            since: json["since"]?.text.flatMap(Timestamp.parse) ?? 0,
            attempts: Int(json["attempts"]?.integer ?? 0),
            error: text("error")
        )
    }

    /// As the daemon answers.
    package var json: JSONValue {
        var object: JSONValue = [
            "rule": .string(rule), "action": .string(action), "namespace": .string(namespace), "pod": .string(pod),
            "state": .string(state), "attempts": .integer(Int64(attempts)), "error": .string(error),
        ]
        if !volume.isEmpty { object["volume"] = .string(volume) }
        if !generation.isEmpty { object["generation"] = .string(generation) }
        if since > 0 { object["since"] = .string(Timestamp.text(since)) }
        return object
    }
}
