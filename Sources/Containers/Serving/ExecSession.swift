/// What one `secretd exec` has been told, and what is to be told it next. A plain value.
///
/// 1. While something is missing: what it is, each time that is another thing.
/// 2. Once, when nothing is missing: everything.
/// 3. From then on: which volumes have a new generation, and whether the environment is other than it was told. What goes
///    missing later is no news: the last good files stay.
package struct ExecSession: Sendable {
    private enum State {
        case waiting(String?)
        case running(ExecContainer)
        case ended
    }

    private var state = State.waiting(nil)
    /// Whether the environment was said to be other than the command's.
    private var isEnvironmentTold = false

    package init() {}

    /// Whether nothing more will be said.
    package var isEnded: Bool {
        if case .ended = state { true } else { false }
    }

    /// The message that follows from how things are now; nil where there is no news.
    package mutating func step(_ view: ExecView) -> ExecMessage? {
        switch (state, view) {
        case (.waiting(let told), .waiting(let message)):
            guard told != message else { return nil }
            state = .waiting(message)
            return .waiting(message)
        case (.waiting, .refused(let message)):
            state = .ended
            return .refused(message)
        case (.waiting, .ready(let container)):
            state = .running(container)
            return .ready(
                ExecReady(
                    pod: container.pod,
                    container: container.container,
                    environment: container.environment,
                    volumes: container.volumes.map(\.name)
                )
            )
        case (.running(let told), .ready(let now)):
            return change(from: told, to: now)
        case (.running, _), (.ended, _):
            return nil
        }
    }

    private mutating func change(from told: ExecContainer, to now: ExecContainer) -> ExecMessage? {
        let generations = Dictionary(told.volumes.map { ($0.name, $0.generation) }) { first, _ in first }
        // A volume that came later is not mounted, and nothing to tell.
        let volumes = now.volumes.filter { volume in
            generations[volume.name].map { $0 != volume.generation } ?? false
        }
        let isOther = told.environment != now.environment
        // Told once; and when it is as it was again, a later difference is news again.
        let isNews = isOther && !isEnvironmentTold
        isEnvironmentTold = isOther
        var next = told
        for (index, volume) in next.volumes.enumerated() {
            if let new = now.volumes.first(where: { $0.name == volume.name }) {
                next.volumes[index].generation = new.generation
            }
        }
        state = .running(next)
        guard !volumes.isEmpty || isNews else { return nil }
        return .changed(ExecChange(volumes: volumes.map(\.name), environment: isNews))
    }
}
