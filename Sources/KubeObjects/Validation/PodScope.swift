/// What the parts of one Pod are checked against, gathered once: a Pod may have thousands of either.
struct PodScope {
    let volumeNames: Set<String>
    /// Init containers too.
    let containerNames: Set<String>
    /// The names of volumes that some container mounts.
    let mountedNames: Set<String>
    let hasServiceAccount: Bool

    init(_ pod: Pod) {
        let containers = pod.initContainers + pod.containers
        volumeNames = Set(pod.volumes.map(\.name))
        containerNames = Set(containers.map(\.name))
        mountedNames = Set(containers.lazy.flatMap(\.volumeMounts).map(\.name))
        hasServiceAccount = !pod.serviceAccountName.isEmpty
    }
}
