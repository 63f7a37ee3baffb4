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
        /// How often each Pod was looked for in vain.
        var misses: [Pod: Int] = [:]
    }

    /// Events that wait to be written at most; of more, the oldest are left out.
    private static let capacity = 1000
    private static let interval: Duration = .seconds(1)
    /// How often to look for a Pod that the API does not show yet: the agent hears of manifests first.
    private static let patience = 5

    private let handler: APIHandler
    private let inbox = Mutex(Inbox())
    private let wakeups: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    package init(_ handler: APIHandler) {
        self.handler = handler
        (wakeups, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes the newest state of a volume. Never waits.
    ///
    /// - Parameter isSwitched: Whether its files have just changed.
    package func report(_ report: VolumeReport, isSwitched: Bool, namespace: String, pod: String) {
        inbox.withLock { inbox in
            let id = Pod(namespace: namespace, name: pod)
            let old = inbox.volumes[id]?[report.volume]
            guard old != report else { return }
            inbox.volumes[id, default: [:]][report.volume] = report
            inbox.changed.insert(id)
            if let event = PodEvent(report, after: old, isSwitched: isSwitched, namespace: namespace, pod: pod) {
                inbox.events.append(event)
            }
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
            await withDiscardingTaskGroup { group in
                group.addTask { await self.noteNewPods() }
                var book = EventBook()
                for await _ in self.wakeups {
                    await self.flush(&book)
                    do { try await Task.sleep(for: Self.interval) } catch { return }
                }
            }
        }
    }

    /// A Pod that is made anew under its old name has volumes that have been reported of before.
    private func noteNewPods() async {
        while !Task.isCancelled {
            var cursor = handler.store.watch(after: handler.store.revision)
            defer { cursor.end() }
            for await _ in cursor.wakeups {
                guard case .changes(let changes) = cursor.next() else { break }
                let new = changes.filter { $0.kind == .added && $0.object.key.resource == Resource.pods.name }
                guard !new.isEmpty else { continue }
                inbox.withLock { inbox in
                    for change in new {
                        let id = Pod(namespace: change.object.key.namespace, name: change.object.key.name)
                        if inbox.volumes[id] != nil { inbox.changed.insert(id) }
                    }
                }
                wake.yield()
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
            let missing = try await handler.store.show { transaction in
                var missing: Set<Pod> = []
                for pod in changed {
                    let key = StoreKey(Resource.pods.name, namespace: pod.namespace, name: pod.name)
                    guard let reports = volumes[pod], let body = try transaction.object(key)?.body() else {
                        transaction.setStatus(nil, of: key)
                        if volumes[pod] != nil { missing.insert(pod) }
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
                return missing
            }
            let isEarly = { (event: PodEvent) in missing.contains(Pod(namespace: event.namespace, name: event.pod)) }
            lookAgain(for: missing, changed: changed, events.filter(isEarly))
            try await book.record(events.filter { !isEarly($0) }, handler)
        } catch {
            handler.logger.warning("status and events of Pods not written", metadata: ["error": "\(error)"])
        }
    }

    /// Keeps what was reported of Pods that are not shown, for the next time.
    private func lookAgain(for missing: Set<Pod>, changed: Set<Pod>, _ events: [PodEvent]) {
        let isAgain = inbox.withLock { inbox in
            for pod in changed.subtracting(missing) { inbox.misses[pod] = nil }
            let wanted = missing.filter { inbox.misses[$0, default: 0] < Self.patience }
            for pod in missing { inbox.misses[pod] = wanted.contains(pod) ? inbox.misses[pod, default: 0] + 1 : nil }
            inbox.changed.formUnion(wanted)
            let kept = events.filter { wanted.contains(Pod(namespace: $0.namespace, name: $0.pod)) }
            inbox.events.insert(contentsOf: kept, at: 0)
            return !wanted.isEmpty
        }
        if isAgain { wake.yield() }
    }
}
