import Glibc
import LinuxSystem
import Synchronization
import SystemPackage

@testable import Publishing

/// Watches a writer's steps, and lets one of them fail.
final class Probe: Sendable {
    private struct State {
        var steps: [WriterStep] = []
        var failure: (index: Int, errno: Errno)?
        var action: (@Sendable (WriterStep) -> Void)?
    }

    private let state = Mutex(State())

    var steps: [WriterStep] { state.withLock { $0.steps } }

    /// Forgets all and lets the step of this index, counted from 0, fail.
    func fail(at index: Int, with errno: Errno) {
        state.withLock { $0 = State(failure: (index, errno)) }
    }

    /// Forgets all and does `action` after each step.
    func reset(_ action: (@Sendable (WriterStep) -> Void)? = nil) {
        state.withLock { $0 = State(action: action) }
    }

    func callAsFunction(_ step: WriterStep) throws(SystemError) {
        let (errno, action) = state.withLock { state in
            defer { state.steps.append(step) }
            return (state.failure.flatMap { $0.index == state.steps.count ? $0.errno : nil }, state.action)
        }
        action?(step)
        if let errno { throw SystemError("probe", "\(step)", errno) }
    }
}
