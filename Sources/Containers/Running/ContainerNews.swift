package import KubeObjects

/// What whoever serves a container's volumes tells.
package enum ContainerNews: Sendable {
    /// What is missing, in one line.
    case waiting(String)
    /// Nothing will come of it.
    case refused(String)
    /// All is there; again after each `renew`.
    case ready(ContainerState)
    case changed(ExecChange)
    /// Something to tell the user about the connection; nothing has changed for the command.
    case remark(String)
}

/// A container that can be started.
package struct ContainerState: Sendable {
    package var pod: Pod
    package var container: Container
    package var environment: [EnvironmentValue]
    package var volumes: [String]
    /// Detached mounts of `volumes`, in that order.
    package var mounts: [Frame.Descriptor]

    package init(
        pod: Pod,
        container: Container,
        environment: [EnvironmentValue],
        volumes: [String],
        mounts: [Frame.Descriptor]
    ) {
        self.pod = pod
        self.container = container
        self.environment = environment
        self.volumes = volumes
        self.mounts = mounts
    }

    /// How long a command has between SIGTERM and SIGKILL.
    var gracePeriod: Duration {
        .seconds(max(0, pod.document.value(at: "spec", "terminationGracePeriodSeconds")?.integer ?? 30))
    }
}

/// Whoever serves a container's volumes.
package protocol ContainerSource: Sendable {
    /// Asks for another `ready`, with the values of now.
    func renew()
}
