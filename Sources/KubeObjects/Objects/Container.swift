/// A container or init container of a Pod, as far as secretd reads it.
package struct Container: Equatable, Sendable {
    package var name: String
    package var image: String
    package var command: [String]
    package var args: [String]
    package var workingDir: String
    package var env: [EnvVar]
    package var envFrom: [EnvFromSource]
    package var volumeMounts: [VolumeMount]
    package var volumeDevices: [VolumeDevice]
    /// `resources.limits` and `resources.requests`: resource name to quantity, as written.
    package var limits: [String: String]
    package var requests: [String: String]
    package var securityContext: ContainerSecurityContext

    package init(
        name: String,
        image: String = "",
        command: [String] = [],
        args: [String] = [],
        workingDir: String = "",
        env: [EnvVar] = [],
        envFrom: [EnvFromSource] = [],
        volumeMounts: [VolumeMount] = [],
        volumeDevices: [VolumeDevice] = [],
        limits: [String: String] = [:],
        requests: [String: String] = [:],
        securityContext: ContainerSecurityContext = ContainerSecurityContext()
    ) {
        self.name = name
        self.image = image
        self.command = command
        self.args = args
        self.workingDir = workingDir
        self.env = env
        self.envFrom = envFrom
        self.volumeMounts = volumeMounts
        self.volumeDevices = volumeDevices
        self.limits = limits
        self.requests = requests
        self.securityContext = securityContext
    }
}
