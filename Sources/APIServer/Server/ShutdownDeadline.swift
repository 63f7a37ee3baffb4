import NIOCore
import Synchronization

/// Closes a connection some time after the server was asked to end, unless its exchange is over by then.
final class ShutdownDeadline: Sendable {
    private let channel: any Channel
    private let task = Mutex<Scheduled<Void>?>(nil)

    init(_ channel: any Channel) {
        self.channel = channel
    }

    func begin() {
        let channel = channel
        let scheduled = channel.eventLoop.scheduleTask(in: RequestLimits.shutdown) { channel.close(promise: nil) }
        task.withLock { $0 = scheduled }
    }

    func cancel() {
        task.withLock { $0?.cancel() }
    }
}
