package import KubeObjects
import ObjectStore
package import Synchronization

/// What the daemon serves now and has served before, for whoever asks: names, numbers and times in memory, never a value.
///
/// It is told of everything by observers of the agent and tells nobody anything by itself: who watches is woken and looks
/// at what is newer. Of files that look like certificates it keeps the bytes until `run` has read them, a moment later.
package final class ServedBook: Sendable {
    struct Row {
        var volume: ServedVolume
        /// The step of the book at which it last changed.
        var revision: UInt64
        /// The step at which it came: a volume that comes again is another one.
        var born: UInt64
        var history = VolumeHistory()
    }

    struct State {
        var rows: [ServedVolume.ID: Row] = [:]
        var feeds: [FeedReport] = []
        /// The step at which each feed's problems last changed, by name.
        var feedRevisions: [String: UInt64] = [:]
        /// The step that the book is at; 0 is where readers begin.
        var revision: UInt64 = 1
        /// How many rows have gone, ever.
        var removals: UInt64 = 0
        /// What all generations but the live ones take, in bytes.
        var cost = 0
        var certificates: [PendingCertificate] = []
        var certificateBytes = 0
    }

    /// What generations that are not live any more may take together, in bytes.
    package static let standardLimit = 2 << 20
    /// The bytes of files that wait to be read as certificates; of more, it is not known that they are certificates.
    static let certificateLimit = 4 << 20

    /// Who was told of which volume, as the daemon answers; asked each time. Each has `namespace` and `pod`.
    package let notifications = Mutex<@Sendable () -> [JSONValue]>({ [] })

    private let limit: Int
    private let now: @Sendable () -> Int64
    let state: Mutex<State>
    let subscribers = Subscribers()
    let bell: AsyncStream<Void>
    private let ringer: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - limit: For generations that are not live any more, all together, in bytes.
    ///   - now: Seconds since 1970.
    package init(
        limit: Int = ServedBook.standardLimit,
        now: @escaping @Sendable () -> Int64
    ) {
        self.limit = limit
        self.now = now
        state = Mutex(State())
        (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    // MARK: - What observers tell

    /// These feeds will be heard, in this order.
    package func expect(feeds: [String]) {
        state.withLock { state in
            for feed in feeds { _ = state.index(ofFeed: feed) }
        }
    }

    /// Takes the newest state of a volume.
    ///
    /// - Parameters:
    ///   - files: Those of its generation, sorted by path, where that is new or adopted.
    ///   - isAdopted: Whether an earlier process has made the generation.
    package func update(_ volume: ServedVolume, files: [ServedFile]? = nil, isAdopted: Bool = false) {
        let hasCertificates = state.withLock { state in
            state.revision += 1
            state.remove(ServedVolume.ID(namespace: volume.id.namespace, pod: volume.id.pod, volume: ""))
            let known = state.rows[volume.id]
            var row = known ?? Row(volume: volume, revision: 0, born: state.revision)
            row.volume = volume
            row.revision = state.revision
            // One owner, so that the history is not copied to be changed.
            state.rows[volume.id] = nil
            if let files, let name = volume.generation, row.history.generations.last?.name != name {
                state.cost -= row.history.cost
                row.history.append(name, since: volume.servedSince ?? now(), isAdopted: isAdopted, files)
                state.cost += row.history.cost
                state.await(files, of: row)
            }
            if let newest = row.history.generations.last, newest.name == volume.generation {
                row.volume.number = Int(newest.number)
            }
            state.rows[volume.id] = row
            state.forgetWhatIsTooMuch(limit)
            return !state.certificates.isEmpty
        }
        if hasCertificates { ringer.yield() }
        subscribers.wakeAll()
    }

    /// The volume is gone.
    package func remove(_ id: ServedVolume.ID) {
        state.withLock { $0.remove(id) }
        subscribers.wakeAll()
    }

    /// Nobody wants the volume any more, and its files could not be taken away.
    package func keepFailed(_ id: ServedVolume.ID, reason: String, message: String) {
        state.withLock { state in
            guard var row = state.rows[id], row.volume.message != message else { return }
            state.revision += 1
            row.volume.state = .failed
            row.volume.reason = reason
            row.volume.message = message
            row.volume.since = now()
            row.revision = state.revision
            state.rows[id] = row
        }
        subscribers.wakeAll()
    }

    /// Whether none of a Pod's volumes is secretd's.
    package func note(namespace: String, pod: String, hasNoVolumes: Bool) {
        let id = ServedVolume.ID(namespace: namespace, pod: pod, volume: "")
        let isNews = state.withLock { state in
            guard hasNoVolumes != (state.rows[id] != nil) else { return false }
            state.revision += 1
            guard hasNoVolumes else {
                state.remove(id)
                return true
            }
            let volume = ServedVolume(noVolumesOf: id, since: now())
            state.rows[id] = Row(volume: volume, revision: state.revision, born: state.revision)
            return true
        }
        if isNews { subscribers.wakeAll() }
    }

    /// All that is wrong with a feed now.
    package func note(feed: String, problems: [FeedProblem]) {
        let isNews = state.withLock { state in
            let index = state.index(ofFeed: feed)
            guard state.feeds[index].problems != problems else { return false }
            state.feeds[index].problems = problems
            state.revision += 1
            state.feedRevisions[feed] = state.revision
            return true
        }
        if isNews { subscribers.wakeAll() }
    }

    /// A feed has said something.
    ///
    /// - Parameter isWhole: Whether it has told its whole state, and no part of its origin is refused.
    package func note(feed: String, isWhole: Bool) {
        let now = now()
        state.withLock { state in
            let index = state.index(ofFeed: feed)
            state.feeds[index].heard = now
            if isWhole { state.feeds[index].whole = now }
        }
    }
}

extension ServedBook.State {
    mutating func index(ofFeed name: String) -> Int {
        if let index = feeds.firstIndex(where: { $0.name == name }) { return index }
        feeds.append(FeedReport(name: name))
        return feeds.count - 1
    }

    mutating func remove(_ id: ServedVolume.ID) {
        guard let row = rows.removeValue(forKey: id) else { return }
        cost -= row.history.cost
        removals += 1
        revision += 1
    }

    /// Shortens the longest histories first, far enough that this is rare; what is live always stays.
    mutating func forgetWhatIsTooMuch(_ limit: Int) {
        guard cost > limit else { return }
        for count in [10, 5, 2, 1] where cost > limit / 4 * 3 {
            for id in rows.keys {
                rows[id]?.history.trim(to: count)
            }
            cost = rows.values.reduce(0) { $0 + $1.history.cost }
        }
    }
}
