import CLinux
import Glibc
import KubeObjects
package import LinuxSystem
import SystemPackage

/// Runs a container's command: carries out what a `Supervisor` decides.
package struct ContainerRunner: Sendable {
    package struct Options: Sendable {
        /// Empty for the container's own command.
        package var words: [String]
        package var policy: UpdatePolicy
        /// How long to wait for what the command needs; zero: not at all.
        package var timeout: Duration
        /// Whether the command runs as the container's user.
        package var asUser: Bool
        /// What the command has beside the container's variables, `NAME=value`.
        package var variables: [[UInt8]]
        /// Where it starts unless the container says otherwise.
        package var directory: String
        /// The group that this machine knows a user with.
        package var primaryGroup: @Sendable (UInt32) -> UInt32?

        package init(
            words: [String],
            policy: UpdatePolicy,
            timeout: Duration,
            asUser: Bool,
            variables: [[UInt8]],
            directory: String,
            primaryGroup: @escaping @Sendable (UInt32) -> UInt32?
        ) {
            self.words = words
            self.policy = policy
            self.timeout = timeout
            self.asUser = asUser
            self.variables = variables
            self.directory = directory
            self.primaryGroup = primaryGroup
        }
    }

    /// The signals that go on to the command.
    private static let signals: [Int32] = [
        SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGWINCH, SIGCONT, SIGALRM,
    ]

    /// Has the signals wait for `run` instead of ending the process. Once a process.
    /// - Returns: The descriptor that `run` reads them from.
    package static func catchSignals() throws(SystemError) -> Int32 {
        let descriptor = clinux_catch_signals(signals, Int32(signals.count))
        guard descriptor >= 0 else { throw .last("sigaction", "") }
        return descriptor
    }

    private let options: Options
    private let keeper: Keeper
    private let box: NewsBox
    private let source: any ContainerSource
    private let say: @Sendable (String) -> Void

    /// - Parameter say: Told what a person at the terminal may want to know, a line each.
    package init(
        _ options: Options,
        keeper: Keeper,
        box: NewsBox,
        source: any ContainerSource,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.options = options
        self.keeper = keeper
        self.box = box
        self.source = source
        self.say = say
    }

    /// Blocks the calling thread until the command has ended, or will not start. The exit code for that.
    /// - Parameter signals: From `catchSignals`.
    package func run(signals: Int32) -> Int32 {
        var supervisor = Supervisor(
            policy: options.policy,
            timeout: options.timeout,
            name: options.words.first,
            now: .now
        )
        while true {
            for input in next(signals, before: supervisor.deadline) {
                for action in supervisor.handle(input, now: .now) {
                    if let code = carryOut(action, supervisor.state) { return code }
                }
            }
        }
    }

    private func next(_ signals: Int32, before deadline: ContinuousClock.Instant?) -> [Supervisor.Input] {
        let timeout = deadline.map { max(.zero, ContinuousClock.Instant.now.duration(to: $0)) }
        guard let ready = try? Poll.readable([signals, keeper.rawValue, box.rawValue], timeout: timeout) else {
            return [.keeperGone]
        }
        var inputs: [Supervisor.Input] = []
        if ready[0] {
            var isForAll = false
            let number = clinux_read_signal(signals, &isForAll)
            if number > 0 { inputs.append(.signal(number, isForAll: isForAll)) }
        }
        if ready[1] { inputs.append(keeper.receive().map { .answer($0) } ?? .keeperGone) }
        if ready[2] { inputs += box.takeAll().map { .news($0) } }
        return inputs + [.time]
    }

    /// The exit code, where this is the end.
    private func carryOut(_ action: Supervisor.Action, _ state: ContainerState?) -> Int32? {
        do {
            switch action {
            case .say(let text): say(text)
            case .end(let code): return code
            case .renew: source.renew()
            case .signal(let number): try keeper.send(.signal(number))
            case .follow(let volumes):
                for index in volumes.compactMap({ state?.volumes.firstIndex(of: $0) }) {
                    try keeper.send(.follow(index))
                }
            case .setUp:
                guard let state else { return nil }
                let plan = try MountPlan(pod: state.pod, container: state.container, environment: state.environment)
                _ = try ContainerStart(options, state)
                let mounts = state.mounts.map(\.rawValue)
                try keeper.send(.setUp(plan, volumes: state.volumes), descriptors: mounts)
            case .start:
                guard let state else { return nil }
                try keeper.send(.start(try ContainerStart(options, state).order))
            }
            return nil
        } catch {
            say("\(error)")
            return 1
        }
    }
}
