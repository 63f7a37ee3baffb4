import Agent
import Containers
import Feeds
import Glibc
import KubeObjects
import LinuxSystem
import Logging
import Projection
import Publishing
import Synchronization

/// Serves one container's volumes from files, to this process alone.
final class StandaloneSource: ContainerSource {
    private struct State {
        var objects = ExecObjects()
        var statuses: [String: VolumeStatus] = [:]
        var isReady = false
        /// The environment that was last told of.
        var environment: [EnvironmentValue] = []
        var problems: Set<FeedProblem> = []
    }

    private let pod: ObjectKey
    private let container: String
    private let volumes: [String]
    private let node: NodeFacts
    private let box: NewsBox
    private let state = Mutex(State())

    private init(pod: Pod, container: Container, node: NodeFacts, box: NewsBox) {
        self.pod = KubeObject.pod(pod).key
        self.container = container.name
        volumes = MountPlan.servedVolumes(of: container, in: pod)
        self.node = node
        self.box = box
    }

    /// Opens the tree of volumes and follows the files from here on.
    static func start(_ command: ExecCommand, _ box: NewsBox) async throws -> StandaloneSource {
        let logger = Logger(label: "secretd") { _ in LogfmtHandler(level: .warning) }
        if let pipe = command.files.first(where: {
            $0 == "-" || $0.hasPrefix("/dev/fd/") || $0.hasPrefix("/proc/self/")
        }) {
            throw CommandFailure("exec follows its files, and \(pipe) can be read only once; give a file", code: 2)
        }
        let choice = ContainerChoice(pod: command.chosenPod, container: command.container)
        let (pod, container) = try choice.choose(from: command.files)
        let tree: TmpfsTree
        do throws(PublishError) {
            tree = try TmpfsTree.open(TreeOptions(path: ExecStage.volumes), logger: logger)
        } catch {
            throw CommandFailure("\(error)")
        }
        let node = NodeFacts.ofThisMachine()
        let source = StandaloneSource(pod: pod, container: container, node: node, box: box)
        if geteuid() != 0, pod.securityContext.fsGroup != nil {
            Output.error("secretd: fsGroup is left out: the volumes' files are yours")
        }
        let reconciler = Reconciler(
            feeds: [
                ExecFeed(feed: try ManifestDirectory(paths: command.files, logger: logger)) { source.heard($0) }
            ],
            publisher: tree,
            layout: ExecLayout(pod: source.pod, volumes: source.volumes),
            node: node,
            observer: source,
            sweepDelay: nil,
            now: { Int64(time(nil)) }
        )
        Task {
            do {
                try await reconciler.run()
            } catch {
                box.put(.remark("the volumes follow no more: \(error)"))
            }
        }
        return source
    }

    func renew() {
        state.withLock { state in
            guard state.isReady, let news = ready(state) else { return }
            box.put(news)
        }
    }

    private func heard(_ event: FeedEvent) -> FeedEvent {
        let event = event.forThisUser
        state.withLock { state in
            state.objects.apply(event)
            guard state.isReady else { return check(&state) }
            // Where something is missing now, the command keeps what it has.
            guard let now = try? environment(state)?.get(), now != state.environment else { return }
            state.environment = now
            box.put(.changed(ExecChange(volumes: [], environment: true)))
        }
        return event
    }

    private func environment(_ state: State) -> Result<[EnvironmentValue], EnvironmentError>? {
        guard let pod = state.objects.pod(pod), let container = pod.container(named: container) else { return nil }
        let environment = ContainerEnvironment(pod: pod, container: container, node: node)
        do throws(EnvironmentError) {
            return .success(try environment.values(lookup: state.objects))
        } catch {
            return .failure(error)
        }
    }

    /// Says what is missing, or that nothing is.
    private func check(_ state: inout State) {
        var missing: [String] = []
        for name in volumes {
            guard let status = state.statuses[name] else {
                missing.append("volume \"\(name)\"")
                continue
            }
            if status.condition.state != .served { missing.append("volume \"\(name)\": \(status.condition.message)") }
        }
        switch environment(state) {
        case nil: missing.append("Pod \(pod.name)")
        case .failure(let error): missing.append("\(error)")
        case .success(let values): state.environment = values
        }
        guard missing.isEmpty else {
            // Until each volume has been tried, that it is missing is no news.
            if state.statuses.count == volumes.count { box.put(.waiting(missing.joined(separator: "; "))) }
            return
        }
        guard let news = ready(state) else { return }
        state.isReady = true
        box.put(news)
    }

    private func ready(_ state: State) -> ContainerNews? {
        guard let pod = state.objects.pod(pod), let container = pod.container(named: container) else { return nil }
        guard let environment = try? environment(state)?.get() else { return nil }
        do throws(SystemError) {
            var mounts: [Frame.Descriptor] = []
            for name in volumes {
                let path = "\(ExecStage.volumes)/\(pod.metadata.namespace)/\(pod.metadata.name)/\(name)"
                mounts.append(Frame.Descriptor(try MountCopy.detached(of: path)))
            }
            return .ready(
                ContainerState(
                    pod: pod,
                    container: container,
                    environment: environment,
                    volumes: volumes,
                    mounts: mounts
                )
            )
        } catch {
            return .refused("\(error)")
        }
    }
}

extension StandaloneSource: VolumeObserver {
    func observe(_ event: VolumeEvent) {
        state.withLock { state in
            switch event {
            case .updated(let status, let outcome, _):
                state.statuses[status.id.volume] = status
                guard state.isReady else { return check(&state) }
                guard outcome?.changed == true else { return }
                box.put(.changed(ExecChange(volumes: [status.id.volume], environment: false)))
            case .failed(let status, let error, _):
                state.statuses[status.id.volume] = status
                guard state.isReady else { return check(&state) }
                box.put(.remark("\(error); the last good files stay"))
            case .feedProblems(_, let problems):
                for problem in problems where state.problems.insert(problem).inserted {
                    box.put(.remark("\(problem)"))
                }
                state.problems = Set(problems)
            case .removed, .removalFailed, .heard, .objectsChanged, .synced, .alive: break
            }
        }
    }
}

extension FeedEvent {
    /// Only root can give files to a group: for others there is no fsGroup.
    fileprivate var forThisUser: FeedEvent {
        guard geteuid() != 0 else { return self }
        func own(_ object: KubeObject) -> KubeObject {
            guard case .pod(var pod) = object else { return object }
            pod.securityContext.fsGroup = nil
            return .pod(pod)
        }
        switch self {
        case .replaced(let objects): return .replaced(objects.map(own))
        case .changed(let applied, let deleted): return .changed(applied: applied.map(own), deleted: deleted)
        case .degraded: return self
        }
    }
}

extension ExecCommand {
    /// The Pod of the files, with its namespace where one was given.
    fileprivate var chosenPod: String? {
        guard let pod, let namespace, !pod.contains("/") else { return pod }
        return "\(namespace)/\(pod)"
    }
}
