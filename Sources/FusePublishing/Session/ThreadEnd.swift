import Dispatch

/// Waiting for the end of a thread, from any number of others.
final class ThreadEnd: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func signal() { semaphore.signal() }

    func wait() {
        semaphore.wait()
        semaphore.signal()
    }
}
