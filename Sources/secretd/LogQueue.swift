import Dispatch
import Synchronization

/// Log lines on their way to standard error: whoever logs goes on at once, even where nobody reads.
///
/// A reader that stalls, a full pipe or a hung journal, must not hold up the files or the daemon's end. At most
/// `capacity` lines wait; what comes then is counted, and the count is told when there is room again.
final class LogQueue: Sendable {
    static let standardError = LogQueue()

    private static let capacity = 10_000

    private struct State {
        var waiting = 0
        var dropped = 0
    }

    private let queue = DispatchQueue(label: "log")
    private let state = Mutex(State())

    func put(_ line: String) {
        let dropped = state.withLock { state -> Int? in
            guard state.waiting < Self.capacity else {
                state.dropped += 1
                return nil
            }
            state.waiting += 1
            defer { state.dropped = 0 }
            return state.dropped
        }
        guard let dropped else { return }
        queue.async { [self] in
            if dropped > 0 { Output.error("level=warning msg=\"\(dropped) log lines were dropped: nobody read them\"") }
            Output.error(line)
            state.withLock { $0.waiting -= 1 }
        }
    }

    /// Waits until everything is written that was put before, or a second has passed.
    func flush() {
        let written = DispatchSemaphore(value: 0)
        queue.async { written.signal() }
        _ = written.wait(timeout: .now() + 1)
    }
}
