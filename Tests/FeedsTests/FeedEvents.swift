import Feeds
import KubeObjects
import Logging
import TestSupport

/// A manifest feed under test. It waits for events and never for time; a suite's time limit ends a wait for nothing.
final class FeedEvents {
    enum Surprise: Error {
        case ended
        case got(String)
    }

    let feed: ManifestDirectory
    private var iterator: AsyncStream<FeedEvent>.AsyncIterator

    init(
        _ paths: [String],
        rescanInterval: Duration = .seconds(300),
        deletionGrace: Duration = .milliseconds(50),
        settleTime: Duration? = nil,
        read: @escaping @Sendable (UnsafeRawBufferPointer) -> Manifest = Manifest.read
    ) throws {
        feed = try ManifestDirectory(
            paths: paths,
            rescanInterval: rescanInterval,
            deletionGrace: deletionGrace,
            settleTime: settleTime ?? deletionGrace,
            logger: Logger(label: "test"),
            read: read
        )
        iterator = feed.events().makeAsyncIterator()
    }

    convenience init(_ directory: TemporaryDirectory) throws {
        try self.init([directory.path])
    }

    func next() async throws -> FeedEvent {
        var iterator = iterator
        guard let event = await iterator.next() else { throw Surprise.ended }
        self.iterator = iterator
        return event
    }

    /// The next event, which has to be `replaced`: its objects as `name=value`.
    func replaced() async throws -> [String] {
        let event = try await next()
        guard case .replaced(let objects) = event else { throw Surprise.got("\(event)") }
        return objects.map(\.sample)
    }

    /// The next event, which has to be `changed`: `name=value` for what was applied, `-name` for what was deleted.
    func changed() async throws -> [String] {
        let event = try await next()
        guard case .changed(let applied, let deleted) = event else { throw Surprise.got("\(event)") }
        return applied.map(\.sample) + deleted.map { "-\($0.name)" }
    }

    /// As `changed`, of as many events as it takes for so many objects.
    func changedAll(_ count: Int) async throws -> [String] {
        var all: [String] = []
        while all.count < count { all += try await changed() }
        return all
    }

    /// As `changed`, passing over `degraded`: a look may find the file open.
    func changedAfterProblems() async throws -> [String] {
        while true {
            switch try await next() {
            case .degraded: continue
            case .changed(let applied, let deleted): return applied.map(\.sample) + deleted.map { "-\($0.name)" }
            case .replaced(let objects): throw Surprise.got("\(objects.map(\.sample))")
            }
        }
    }

    /// The next event, which has to be `degraded`: its problems as people read them.
    func degraded() async throws -> [String] {
        let event = try await next()
        guard case .degraded(let problems) = event else { throw Surprise.got("\(event)") }
        return problems.map { "\($0.severity) \($0)" }
    }
}
