package import KubeObjects

/// What the daemon answers `secretd exec`: any number of `waiting`, then `refused` and the end, or `ready` and any number
/// of `changed`.
package enum ExecMessage: Equatable, Sendable {
    /// What is missing, in one line.
    case waiting(String)
    /// Why nothing will come of it; the daemon closes.
    case refused(String)
    case ready(ExecReady)
    case changed(ExecChange)

    /// Nil for a message of another form.
    package init?(_ json: JSONValue) {
        switch json["type"]?.text {
        case "waiting":
            guard let message = json["message"]?.text else { return nil }
            self = .waiting(message)
        case "refused":
            guard let message = json["message"]?.text else { return nil }
            self = .refused(message)
        case "ready":
            guard let ready = ExecReady(json) else { return nil }
            self = .ready(ready)
        case "changed":
            guard let change = ExecChange(json) else { return nil }
            self = .changed(change)
        default:
            return nil
        }
    }

    /// Holds the values of the environment, in base64, in a message `ready`.
    package var json: JSONValue {
        switch self {
        case .waiting(let message): ["type": "waiting", "message": .string(message)]
        case .refused(let message): ["type": "refused", "message": .string(message)]
        case .ready(let ready): ready.json
        case .changed(let change): change.json
        }
    }
}

/// All that a container's command needs; one detached read-only mount for each volume comes with it, in that order.
package struct ExecReady: Equatable, Sendable {
    /// The Pod's whole document.
    package var pod: JSONValue
    /// The container that was chosen.
    package var container: String
    /// What envFrom and env give, in order, each name once or more: the last one counts.
    package var environment: [EnvironmentValue]
    package var volumes: [String]

    package init(pod: JSONValue, container: String, environment: [EnvironmentValue], volumes: [String]) {
        self.pod = pod
        self.container = container
        self.environment = environment
        self.volumes = volumes
    }

    init?(_ json: JSONValue) {
        guard let pod = json["pod"], pod.members != nil, let container = json["container"]?.text else { return nil }
        guard let entries = json["environment"]?.elements, let names = json["volumes"]?.elements else { return nil }
        let environment = entries.compactMap(EnvironmentValue.init)
        let volumes = names.compactMap(\.text)
        guard environment.count == entries.count, volumes.count == names.count else { return nil }
        self.init(pod: pod, container: container, environment: environment, volumes: volumes)
    }

    var json: JSONValue {
        [
            "type": "ready", "pod": pod, "container": .string(container),
            "environment": .array(environment.map(\.json)),
            "volumes": .array(volumes.map { .string($0) }),
        ]
    }
}

/// What is new since the last message.
package struct ExecChange: Equatable, Sendable {
    /// The volumes whose generation is new.
    package var volumes: [String]
    /// Whether the environment would have other values than those of `ready`.
    package var environment: Bool

    package init(volumes: [String], environment: Bool) {
        self.volumes = volumes
        self.environment = environment
    }

    init?(_ json: JSONValue) {
        guard let names = json["volumes"]?.elements, let environment = json["environment"]?.bool else { return nil }
        let volumes = names.compactMap(\.text)
        guard volumes.count == names.count else { return nil }
        self.init(volumes: volumes, environment: environment)
    }

    var json: JSONValue {
        [
            "type": "changed", "volumes": .array(volumes.map { .string($0) }),
            "environment": .bool(environment),
        ]
    }
}
