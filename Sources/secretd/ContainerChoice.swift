import KubeObjects

/// Picks the Pod and the container that a command is about from manifest files.
struct ContainerChoice {
    /// `NAME` or `NAMESPACE/NAME`; nil where the files shall have only one Pod.
    var pod: String?
    /// Nil for the default container.
    var container: String?

    /// Names the container that is meant when nobody says which. Source: kubectl pkg/cmd/util/podcmd.
    private static let defaultContainer = "kubectl.kubernetes.io/default-container"

    /// - Throws: `CommandFailure` where a file has errors, or the choice is not clear.
    func choose(from paths: [String]) throws(CommandFailure) -> (Pod, Container) {
        var pods: [Pod] = []
        for file in try ManifestFiles.read(paths) {
            let errors = file.manifest.errors.map { "\(file.path):\($0)" }
            guard errors.isEmpty else { throw CommandFailure(errors.joined(separator: "\n")) }
            for case .pod(let pod) in file.manifest.objects { pods.append(pod) }
        }
        let matching = pods.filter { candidate in
            guard let pod else { return true }
            return pod == candidate.metadata.name || pod == "\(candidate.metadata.namespace)/\(candidate.metadata.name)"
        }
        let names = pods.map { "\($0.metadata.namespace)/\($0.metadata.name)" }.joined(separator: ", ")
        guard let chosen = matching.first else {
            guard let pod, !pods.isEmpty else { throw CommandFailure("there is no Pod in the files given with -f") }
            throw CommandFailure("there is no Pod \(pod) in the files; there is \(names)")
        }
        guard Set(matching.map { KubeObject.pod($0).key }).count == 1 else {
            throw CommandFailure("the files have several Pods, choose one with -p: \(names)")
        }
        return (chosen, try container(of: chosen))
    }

    /// The container that is meant of a Pod that is known.
    func container(of pod: Pod) throws(CommandFailure) -> Container {
        guard let name = container ?? pod.metadata.annotations[Self.defaultContainer] else {
            guard let first = pod.containers.first else { throw CommandFailure("the Pod has no container") }
            return first
        }
        guard let chosen = pod.container(named: name) else {
            let names = (pod.containers + pod.initContainers).map(\.name).joined(separator: ", ")
            throw CommandFailure("Pod \(pod.metadata.name) has no container \(name); it has \(names)")
        }
        return chosen
    }
}
