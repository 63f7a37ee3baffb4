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
        /// Pods that have just been made.
        var new: Set<Pod> = []
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
                group.addTask { await self.notePods() }
                var book = EventBook()
                for await _ in self.wakeups {
                    await self.flush(&book)
                    do { try await Task.sleep(for: Self.interval) } catch { return }
                }
            }
        }
    }

    /// Nothing is ever reported of a Pod without volumes, and a Pod that is made anew under its old name has volumes that
    /// have been reported of before: so the Pods themselves are watched.
    private func notePods() async {
        while !Task.isCancelled {
            var cursor = handler.store.watch(after: handler.store.revision)
            defer { cursor.end() }
            await noteAllPods()
            for await _ in cursor.wakeups {
                guard case .changes(let changes) = cursor.next() else { break }
                let ofPods = changes.filter { $0.object.key.resource == Resource.pods.name }
                guard !ofPods.isEmpty else { continue }
                inbox.withLock { inbox in
                    for change in ofPods {
                        let id = Pod(namespace: change.object.key.namespace, name: change.object.key.name)
                        if change.kind == .added { inbox.new.insert(id) }
                        // Where volumes are reported of, the reports tell of every other change.
                        if change.kind != .modified || inbox.volumes[id] == nil { inbox.changed.insert(id) }
                    }
                }
                wake.yield()
            }
        }
    }

    private func noteAllPods() async {
        var range = ListRange(Resource.pods.name, limit: ListRequest.chunk)
        repeat {
            guard let page = try? await handler.store.page(range) else { return }
            inbox.withLock { inbox in
                for object in page.objects {
                    inbox.changed.insert(Pod(namespace: object.key.namespace, name: object.key.name))
                }
            }
            range.after = page.next
        } while range.after != nil
        wake.yield()
    }

    private func flush(_ book: inout EventBook) async {
        let (changed, new, volumes, events) = inbox.withLock { inbox in
            defer {
                inbox.changed = []
                inbox.new = []
                inbox.events = []
            }
            return (inbox.changed, inbox.new, inbox.volumes, inbox.events)
        }
        let now = Timestamp.text(handler.now())
        do {
            let (missing, idle) = try await handler.store.show { transaction in
                var missing: Set<Pod> = []
                var idle: Set<Pod> = []
                for pod in changed {
                    let key = StoreKey(Resource.pods.name, namespace: pod.namespace, name: pod.name)
                    let reports = (volumes[pod] ?? [:]).values.sorted { $0.volume < $1.volume }
                    let body = try transaction.object(key)?.body()
                    guard let body, !reports.isEmpty || PodStatus.hasNoVolumes(body) else {
                        transaction.setStatus(nil, of: key)
                        if body == nil, !reports.isEmpty { missing.insert(pod) }
                        continue
                    }
                    if reports.isEmpty { idle.insert(pod) }
                    let status = PodStatus.status(of: body, volumes: reports, before: body["status"], now: now)
                    transaction.setStatus(status, of: key)
                }
                return (missing, idle)
            }
            for pod in changed {
                handler.book?.note(namespace: pod.namespace, pod: pod.name, hasNoVolumes: idle.contains(pod))
            }
            let events = events + new.intersection(idle).map { PodEvent(noVolumesOf: $0.name, namespace: $0.namespace) }
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
