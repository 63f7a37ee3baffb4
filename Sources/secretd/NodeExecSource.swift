import Agent
import Containers
import KubeObjects
import LinuxSystem
import Projection
import Publishing
import Synchronization

/// What the daemon knows of the containers of its Pods.
final class NodeExecSource: ExecSource {
    /// The tree's root as readers find it.
    private let tree: String
    private let node: NodeFacts
    /// Set once, before anybody asks.
    private let agent = Mutex<Reconciler?>(nil)

    init(tree: String, node: NodeFacts) {
        self.tree = tree
        self.node = node
    }

    /// Whom to ask.
    func follow(_ reconciler: Reconciler) {
        agent.withLock { $0 = reconciler }
    }

    func look(_ request: ExecRequest, _ answer: @escaping @Sendable (ExecView) -> Void) {
        guard let agent = agent.withLock({ $0 }) else { return answer(.waiting("the daemon has just started")) }
        agent.ask { [self] state in answer(view(of: request, state, agent)) }
    }

    func mount(_ volume: String, of request: ExecRequest) throws(SystemError) -> OwnedFD {
        // Names of a Pod that was found, so that they lead nowhere else.
        try MountCopy.detached(of: "\(tree)/\(request.namespace)/\(request.pod)/\(volume)")
    }

    private func view(of request: ExecRequest, _ state: DesiredState, _ agent: Reconciler) -> ExecView {
        guard state.isSynced else { return .waiting("the daemon has not read all objects yet") }
        guard let pod = state.pod(namespace: request.namespace, name: request.pod) else {
            return .waiting("pod \(request.pod.goQuoted) not found in namespace \(request.namespace)")
        }
        let container: Container
        do throws(CommandFailure) {
            let name = request.container.isEmpty ? nil : request.container
            container = try ContainerChoice(pod: nil, container: name).container(of: pod)
        } catch {
            return .refused(error.message)
        }
        var volumes: [ExecContainer.Volume] = []
        for volume in pod.volumes where volume.isServed {
            guard container.volumeMounts.contains(where: { $0.name == volume.name }) else { continue }
            let id = VolumeID(namespace: request.namespace, pod: request.pod, volume: volume.name)
            guard let status = agent.status(of: id) else { return .waiting("volume \(volume.name): not published yet") }
            guard status.condition.state == .served, let generation = status.generation else {
                return .waiting("volume \(volume.name): \(status.condition.message)")
            }
            volumes.append(ExecContainer.Volume(name: volume.name, generation: generation))
        }
        do throws(EnvironmentError) {
            let environment = ContainerEnvironment(pod: pod, container: container, node: node)
            return .ready(
                ExecContainer(
                    pod: pod.document,
                    container: container.name,
                    environment: try environment.values(lookup: state),
                    volumes: volumes
                )
            )
        } catch {
            return .waiting("\(error)")
        }
    }
}
