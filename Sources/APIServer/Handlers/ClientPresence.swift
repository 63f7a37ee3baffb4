import Synchronization

/// Whether somebody still listens to a stream: the connection is there, and the server is not shutting down.
final class ClientPresence: Sendable {
    private struct State {
        var isGone = false
        var actions: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    var isGone: Bool { state.withLock(\.isGone) }

    /// Runs `action` when the client goes, or at once where it is gone.
    func onLeave(_ action: @escaping @Sendable () -> Void) {
        let isGone = state.withLock { state in
            if !state.isGone { state.actions.append(action) }
            return state.isGone
        }
        if isGone { action() }
    }

    func leave() {
        let actions = state.withLock { state in
            state.isGone = true
            defer { state.actions = [] }
            return state.actions
        }
        for action in actions { action() }
    }
}
