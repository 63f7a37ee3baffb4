/// A Pod, as far as its volumes, mounts, environment and identity go.
package struct Pod: Equatable, Sendable {
    package var metadata: ObjectMeta
    package var volumes: [Volume]
    package var containers: [Container]
    package var initContainers: [Container]
    package var securityContext: PodSecurityContext
    /// The names only; empty ones are kept, for the warning.
    package var imagePullSecrets: [String]
    /// Empty where the manifest names none.
    package var serviceAccountName: String
    package var nodeName: String
    /// The whole document.
    package var document: JSONValue

    package init(
        metadata: ObjectMeta,
        volumes: [Volume] = [],
        containers: [Container] = [],
        initContainers: [Container] = [],
        securityContext: PodSecurityContext = PodSecurityContext(),
        imagePullSecrets: [String] = [],
        serviceAccountName: String = "",
        nodeName: String = "",
        document: JSONValue = .object([:])
    ) {
        self.metadata = metadata
        self.volumes = volumes
        self.containers = containers
        self.initContainers = initContainers
        self.securityContext = securityContext
        self.imagePullSecrets = imagePullSecrets
        self.serviceAccountName = serviceAccountName
        self.nodeName = nodeName
        self.document = document
    }
}
