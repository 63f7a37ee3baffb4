import Dispatch
import Synchronization

/// Threads that wait for volumes to change.
final class CredentialWaiters: Sendable {
    private struct State {
        var waiting: [Int: DispatchSemaphore] = [:]
        var next = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Wakes all who wait.
    func wake() {
        state.withLock { $0.waiting.values.forEach { $0.signal() } }
    }

    /// From now on nobody waits.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.waiting.values.forEach { $0.signal() }
        }
    }

    /// Asks, and asks again after each wake, until `ask` has an answer.
    ///
    /// - Parameters:
    ///   - ask: Nil: not yet. With `isLate` it must have an answer.
    ///   - deadline: When it is asked for the last time.
    func ask<Answer>(until deadline: DispatchTime, _ ask: (_ isLate: Bool) -> Answer?) -> Answer? {
        let semaphore = DispatchSemaphore(value: 0)
        // Before the first question, so that nothing that changes after it is missed.
        let number = state.withLock { state in
            state.next += 1
            state.waiting[state.next] = semaphore
            return state.next
        }
        defer { state.withLock { $0.waiting[number] = nil } }
        while true {
            let isLate = state.withLock { $0.isClosed } || .now() >= deadline
            if let answer = ask(isLate) { return answer }
            if isLate { return nil }
            _ = semaphore.wait(timeout: deadline)
        }
    }
}
