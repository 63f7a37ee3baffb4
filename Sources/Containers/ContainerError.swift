package import LinuxSystem

/// Why a container's command does not run.
package enum ContainerError: Error, Hashable, Sendable {
    case system(SystemError)
}
