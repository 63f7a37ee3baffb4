package import KubeObjects
package import Projection
package import Publishing
import ServiceLifecycle
import Synchronization

/// The agent: takes what the feeds say, and keeps the files as they say, until it is shut down.
///
/// One loop, woken by feeds and by retries that fall due, by nothing else. Each round takes all that has come in:
///
/// 1. Feed events change the desired state and mark volumes; a Secret marks only the volumes that use it.
/// 2. Nothing is published before every feed has been heard once, so that a later feed's silence is not a missing Secret.
/// 3. Volumes that nobody wants are removed; marked ones are planned and published, many of them side by side.
/// 4. What failed and may succeed later is tried again after its back-off, which any event of the volume's objects
///    resets.
/// 5. Once every feed is heard and none has refused a part of its origin, for half a minute, directories that earlier
///    daemons left and nobody wants any more are removed.
///
/// Shutting down leaves all files in place: consumers go on.
package final class Reconciler: Service {
    private let feeds: [any ObjectFeed]
    private let publisher: any Publisher
    private let layout: any VolumeLayout
    private let node: NodeFacts
    private let observer: any VolumeObserver
    private let sweepDelay: Duration?
    private let now: @Sendable () -> Int64
    private let random: @Sendable () -> Double
    private let inbox = Inbox()
    private let published = Mutex<[VolumeID: VolumeStatus]>([:])

    /// - Parameters:
    ///   - feeds: In order of precedence; all of them are heard before anything is published.
    ///   - sweepDelay: How long the feeds' state has to be whole before directories that nobody wants are removed; nil:
    ///     they never are, because the tree is not laid out as `Publisher.inventory` reads it.
    ///   - now: Seconds since 1970, for conditions.
    ///   - random: From 0 up to 1, for the jitter of retries.
    package init(
        feeds: [any ObjectFeed],
        publisher: any Publisher,
        layout: any VolumeLayout,
        node: NodeFacts,
        observer: any VolumeObserver,
        sweepDelay: Duration? = .seconds(30),
        now: @escaping @Sendable () -> Int64,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.feeds = feeds
        self.publisher = publisher
        self.layout = layout
        self.node = node
        self.observer = observer
        self.sweepDelay = sweepDelay
        self.now = now
        self.random = random
    }

    /// The state of every volume after the last round, sorted.
    package func snapshot() -> [VolumeStatus] {
        published.withLock { $0.values.sorted { $0.id < $1.id } }
    }

    /// The state of one volume after the last round; nil where there is none.
    package func status(of id: VolumeID) -> VolumeStatus? {
        published.withLock { $0[id] }
    }

    /// Asks the loop for a sign of life: it answers with `VolumeEvent.alive` when it comes round.
    package func ping() {
        inbox.put(.ping)
    }

    /// Asks the loop about the desired state: it calls `question` between two rounds, when what has come in before is
    /// published. From any thread; `question` must not wait for anything.
    package func ask(_ question: @escaping @Sendable (DesiredState) -> Void) {
        inbox.put(.question(question))
    }

    private func tell(_ status: VolumeStatus?, of id: VolumeID) {
        published.withLock { $0[id] = status }
    }

    /// Runs until the task is cancelled or a graceful shutdown begins.
    ///
    /// - Throws: `AgentError.treeIsGone` when consumers cannot see any more what is published: whoever supervises the
    ///   process starts it again, and it mounts anew.
    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { group in
                for (index, feed) in self.feeds.enumerated() {
                    group.addTask {
                        for await event in feed.events() { self.inbox.put(.feed(index: index, event)) }
                    }
                }
                var book = AgentBook(state: DesiredState(feedCount: self.feeds.count, layout: self.layout))
                for await _ in self.inbox.wakeups {
                    for retry in try await self.round(&book) {
                        group.addTask {
                            // A back-off is time that passes; nothing else tells that it is over.
                            do { try await Task.sleep(for: retry.delay) } catch { return }
                            self.inbox.put(retry.message)
                        }
                    }
                }
                group.cancelAll()
            }
        }
    }

    /// A message that shall come back later.
    private struct Retry {
        var delay: Duration
        var message: Inbox.Message
    }

    private func round(_ book: inout AgentBook) async throws(AgentError) -> [Retry] {
        let batch = inbox.takeAll()
        let start = batch.since ?? .now
        let news = book.take(batch.messages)
        if news.isReload || news.isPing, !publisher.isInPlace { throw .treeIsGone }
        for (feed, problems) in news.problems {
            observer.observe(.feedProblems(feed: feeds[feed].name, problems))
        }
        if !news.objects.isEmpty { observer.observe(.objectsChanged(news.objects, in: book.state)) }
        var retries: [Retry] = []
        if book.state.isSynced {
            retries += remove(&book)
            retries += await publish(&book, since: start)
            retries += sweep(&book)
        }
        for feed in news.heard.sorted() {
            observer.observe(.heard(feed: feeds[feed].name, isWhole: book.state.isWhole(feed: feed)))
        }
        for question in news.questions { question(book.state) }
        if book.state.isSynced, news.isReload { observer.observe(.synced(book.summary)) }
        if news.isPing { observer.observe(.alive(book.summary)) }
        return retries
    }

    private func remove(_ book: inout AgentBook) -> [Retry] {
        for (id, targets) in book.takeRemovals() {
            if let id { tell(nil, of: id) }
            for target in targets {
                do throws(PublishError) {
                    try publisher.remove(target)
                    _ = book.noteRemoval(of: target, failed: nil)
                    observer.observe(.removed(target))
                } catch {
                    guard book.noteRemoval(of: target, failed: error) else { continue }
                    observer.observe(.removalFailed(target.description, error))
                }
            }
        }
        return book.wantsAgain() ? [Retry(delay: Backoff.longest, message: .again)] : []
    }

    private func publish(_ book: inout AgentBook, since start: ContinuousClock.Instant) async -> [Retry] {
        let jobs = book.takeJobs()
        guard !jobs.isEmpty else { return [] }
        let pass = VolumePass(publisher: publisher, node: node, now: now())
        let state = book.state
        var retries: [Retry] = []
        await ParallelMap.run(jobs) { job in
            pass.run(job, lookup: state)
        } receive: { job, result in
            guard var result else { return }
            if let error = result.error {
                let next = result.record.backoff.next(random: random())
                let delay = error.isTransient ? next : nil
                if let delay {
                    let attempt = result.record.backoff.failures
                    retries.append(Retry(delay: delay, message: .retry(job.id, attempt: attempt)))
                }
                // Told once for each state and cause, not at every try.
                if result.isNews { observer.observe(.failed(result.record.status, error, retryIn: delay)) }
            } else if result.isNews {
                observer.observe(.updated(result.record.status, result.outcome, elapsed: start.duration(to: .now)))
            }
            book.records[job.id] = result.record
            tell(result.record.status, of: job.id)
        }
        return retries
    }

    /// Removes what earlier processes have left and nobody wants. Never urgent and never undone, so it waits until the
    /// feeds' state has been whole for a while: a manifest that is being replaced is nobody's wish for a moment.
    private func sweep(_ book: inout AgentBook) -> [Retry] {
        guard let sweepDelay, !book.isSwept else { return [] }
        guard book.state.isComplete else {
            book.completeSince = nil
            return []
        }
        guard let since = book.completeSince else {
            book.completeSince = .now
            return [Retry(delay: sweepDelay, message: .sweep)]
        }
        guard since.duration(to: .now) >= sweepDelay else { return [] }
        book.isSwept = true
        do throws(PublishError) {
            let wanted = Set(book.state.volumes.values.flatMap(\.targets).map(\.path))
            book.abandon(try publisher.inventory().filter { !wanted.contains($0.path) })
            return remove(&book)
        } catch {
            observer.observe(.removalFailed("", error))
            return []
        }
    }
}
