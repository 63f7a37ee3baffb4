/// What is done to tell a consumer.
package enum NotifyAction: Hashable, Sendable {
    /// A unit that does not run is left alone. Source: man 1 systemctl, try-reload-or-restart.
    case reloadUnit(UnitName)
    /// A unit that does not run is left alone. Source: man 1 systemctl, try-restart.
    case restartUnit(UnitName)
    case signal(SignalName, SignalTarget)
    case exec(HookCommand)
    case http(LoopbackRequest)

    /// Whether one action tells of any number of volumes: the consumer learns no more than that something changed.
    var isForAllVolumes: Bool {
        switch self {
        case .reloadUnit, .restartUnit, .signal: true
        case .exec, .http: false
        }
    }
}

extension NotifyAction: CustomStringConvertible {
    /// As logs and status show it: `reload nginx.service`. A command's arguments are not in it.
    package var description: String {
        switch self {
        case .reloadUnit(let unit): "reload \(unit)"
        case .restartUnit(let unit): "restart \(unit)"
        case .signal(let name, .unit(let unit)): "signal \(name) \(unit)"
        case .signal(let name, .pidFile(let path, _)): "signal \(name) \(path)"
        case .exec(let hook): "exec \(hook.path)"
        case .http(let request): "http \(request.method.rawValue) \(request.shown)"
        }
    }
}
