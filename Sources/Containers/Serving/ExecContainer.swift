package import KubeObjects

/// A container that is ready to run, as the daemon knows it at one moment.
package struct ExecContainer: Equatable, Sendable {
    /// A volume that the container mounts.
    package struct Volume: Equatable, Sendable {
        package var name: String
        /// The generation that readers see.
        package var generation: String

        package init(name: String, generation: String) {
            self.name = name
            self.generation = generation
        }
    }

    /// The Pod's whole document.
    package var pod: JSONValue
    package var container: String
    /// What envFrom and env give, in order.
    package var environment: [EnvironmentValue]
    package var volumes: [Volume]

    package init(pod: JSONValue, container: String, environment: [EnvironmentValue], volumes: [Volume]) {
        self.pod = pod
        self.container = container
        self.environment = environment
        self.volumes = volumes
    }
}
