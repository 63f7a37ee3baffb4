import KubeObjects
import Logging
import ObjectStore
import ServiceLifecycle
import Synchronization

/// Shows in the API what the Pods' volumes are doing: their status, and Events.
///
/// Reports are taken without waiting; they are written together, and not more often than once a second, so that a Secret
/// that changes all the time costs the store one write a second.
package final class PodReporter: Service {
    private struct Pod: Hashable {
        var namespace: String
        var name: String
    }

    private struct Inbox {
        var events: [PodEvent] = []
        var changed: Set<Pod> = []
        var volumes: [Pod: [String: VolumeReport]] = [:]
    }

    /// Events that wait to be written at most; of more, the oldest are left out.
    private static let capacity = 1000
    private static let interval: Duration = .seconds(1)

    private let handler: APIHandler
    private let inbox = Mutex(Inbox())
    private let wakeups: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    package init(_ handler: APIHandler) {
        self.handler = handler
        (wakeups, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes the newest state of a volume. Never waits.
    package func report(_ report: VolumeReport, namespace: String, pod: String) {
        inbox.withLock { inbox in
            let id = Pod(namespace: namespace, name: pod)
            let old = inbox.volumes[id]?[report.volume]
            guard old != report else { return }
            inbox.volumes[id, default: [:]][report.volume] = report
            inbox.changed.insert(id)
            if let event = PodEvent(report, after: old, namespace: namespace, pod: pod) { inbox.events.append(event) }
            if inbox.events.count > Self.capacity { inbox.events.removeFirst(inbox.events.count - Self.capacity) }
        }
        wake.yield()
    }

    /// The volume is gone.
    package func remove(volume: String, namespace: String, pod: String) {
        inbox.withLock { inbox in
            let id = Pod(namespace: namespace, name: pod)
            inbox.volumes[id]?[volume] = nil
            if inbox.volumes[id]?.isEmpty == true { inbox.volumes[id] = nil }
            inbox.changed.insert(id)
        }
        wake.yield()
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            var book = EventBook()
            for await _ in self.wakeups {
                await self.flush(&book)
                do { try await Task.sleep(for: Self.interval) } catch { return }
            }
        }
    }

    private func flush(_ book: inout EventBook) async {
        let (changed, volumes, events) = inbox.withLock { inbox in
            defer {
                inbox.changed = []
                inbox.events = []
            }
            return (inbox.changed, inbox.volumes, inbox.events)
        }
        let now = Timestamp.text(handler.now())
        do {
            try await handler.store.show { transaction in
                for pod in changed {
                    let key = StoreKey(Resource.pods.name, namespace: pod.namespace, name: pod.name)
                    guard let reports = volumes[pod], let body = try transaction.object(key)?.body() else {
                        transaction.setStatus(nil, of: key)
                        continue
                    }
                    let status = PodStatus.status(
                        of: body,
                        volumes: reports.values.sorted { $0.volume < $1.volume },
                        before: body["status"],
                        now: now
                    )
                    transaction.setStatus(status, of: key)
                }
            }
            try await book.record(events, handler)
        } catch {
            handler.logger.warning("status and events of Pods not written", metadata: ["error": "\(error)"])
        }
    }
}
