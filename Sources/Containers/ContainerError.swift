package import LinuxSystem

/// Why a container's command does not run.
package enum ContainerError: Error, Hashable, Sendable {
    case system(SystemError)
    case noCommand(container: String)
    case noUser(container: String)
    case notAllowed(user: UInt32)
}

extension ContainerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let error): "\(error)"
        case .noCommand(let name): "container \(name) has no command; its image's is not known here: give one after --"
        case .noUser(let name): "--user: neither container \(name) nor its Pod has securityContext.runAsUser"
        case .notAllowed(let user): "--user: only root can run a command as user \(user)"
        }
    }
}
