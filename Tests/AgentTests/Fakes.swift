import Agent
import KubeObjects
import LinuxSystem
import Projection
import Publishing
import Synchronization
import SystemPackage

extension Pod {
    /// A Pod with one volume `tls` from a Secret.
    static func using(_ name: String, secret: String, items: [KeyToPath] = []) -> Pod {
        Pod(
            metadata: ObjectMeta(name: name),
            volumes: [Volume(name: "tls", .secret(SecretVolumeSource(secretName: secret, items: items)))]
        )
    }
}

extension Secret {
    static func named(_ name: String, _ data: [String: String]) -> Secret {
        Secret(metadata: ObjectMeta(name: name), data: data.mapValues { SecretBytes(utf8: $0) })
    }
}

/// A feed that a test speaks through.
final class ScriptedFeed: ObjectFeed {
    let name: String
    private let stream: AsyncStream<FeedEvent>
    private let continuation: AsyncStream<FeedEvent>.Continuation

    init(_ name: String = "script") {
        self.name = name
        (stream, continuation) = AsyncStream.makeStream()
    }

    func events() -> AsyncStream<FeedEvent> { stream }

    func say(_ event: FeedEvent) { continuation.yield(event) }

    func apply(_ objects: KubeObject...) { say(.changed(applied: objects, deleted: [])) }

    func delete(_ kind: ObjectKind, _ name: String) {
        say(.changed(applied: [], deleted: [ObjectKey(kind, namespace: "default", name: name)]))
    }
}

/// A publisher that keeps files in a dictionary and fails when it is told to.
final class MemoryPublisher: Publisher {
    struct State {
        var volumes: [[String]: [String: String]] = [:]
        var generations: [[String]: Int] = [:]
        /// How many of the next publishes fail.
        var failures = 0
        var publishes = 0
        /// How many of the next removals fail.
        var removalFailures = 0
        var isInPlace = true
    }

    let state: Mutex<State>

    init(existing: [[String]] = []) {
        state = Mutex(State(volumes: Dictionary(uniqueKeysWithValues: existing.map { ($0, ["old": "old"]) })))
    }

    var volumes: [[String]: [String: String]] { state.withLock(\.volumes) }

    func publish(_ payload: Payload, to target: VolumeTarget) throws(PublishError) -> Outcome {
        let outcome = state.withLock { state -> Outcome? in
            state.publishes += 1
            guard state.failures == 0 else {
                state.failures -= 1
                return nil
            }
            let old = state.volumes[target.path]
            var new: [String: String] = [:]
            for file in payload.files {
                new[file.path.text] = file.content.withBytes { String(decoding: $0, as: UTF8.self) }
            }
            var retained: [PayloadPath] = []
            for (text, content) in old ?? [:] where new[text] == nil {
                guard let path = try? PayloadPath(text) else { continue }
                switch payload.retention {
                case .unclaimed: break
                case .paths(let paths) where paths.contains(path): break
                case .paths, .nothing: continue
                }
                new[text] = content
                retained.append(path)
            }
            if new != old { state.generations[target.path, default: 0] += 1 }
            state.volumes[target.path] = new
            let generation = "g\(state.generations[target.path] ?? 0)"
            return Outcome(changed: new != old, generation: generation, files: new.count, bytes: 0, retained: retained)
        }
        guard let outcome else {
            throw .system(SystemError("write", target.description, .noSpace))
        }
        return outcome
    }

    func remove(_ target: VolumeTarget) throws(PublishError) {
        let isDone = state.withLock { state in
            guard state.removalFailures == 0 else {
                state.removalFailures -= 1
                return false
            }
            state.volumes[target.path] = nil
            return true
        }
        guard isDone else { throw .system(SystemError("unlink", target.description, .ioError)) }
    }

    func inventory() throws(PublishError) -> [VolumeTarget] {
        volumes.keys.map { VolumeTarget(path: $0) }
    }

    var isInPlace: Bool { state.withLock(\.isInPlace) }

    func isLive(_ target: VolumeTarget) -> Bool { volumes[target.path] != nil }
}

/// Records what the agent says, and lets a test wait for it.
final class RecordingObserver: VolumeObserver {
    private let stream: AsyncStream<VolumeEvent>
    private let continuation: AsyncStream<VolumeEvent>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func observe(_ event: VolumeEvent) { continuation.yield(event) }

    /// Waits for the first event that `select` makes something of; those before it are passed over.
    func next<Found: Sendable>(_ select: @Sendable (VolumeEvent) -> Found?) async -> Found? {
        for await event in stream {
            if let found = select(event) { return found }
        }
        return nil
    }
}
