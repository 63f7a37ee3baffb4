import KubeObjects
import LinuxSystem
import Projection
import Publishing
import TestSupport

@testable import FusePublishing

/// A tree without a kernel: generations are made in memory, and what the kernel knows is played.
final class TreeModel {
    let arena: Arena
    var tree = NodeTree(rootMode: 0o755, rootOwner: nil, now: 1)
    private var sequence: UInt64 = 0
    private var clock: Int64 = 1_000_000_000
    private(set) var last: Generation?

    init() throws {
        arena = try Arena.make(logger: .silent)
    }

    /// A generation with these texts; files that are as they were in `old` keep their times.
    func generation(
        _ texts: [String: String],
        for target: VolumeTarget = .web,
        after old: Generation? = nil
    ) throws -> Generation {
        sequence += 1
        clock += 1_000_000_000
        let before = Dictionary((old?.files ?? []).map { ($0.live.path, $0) }, uniquingKeysWith: { _, last in last })
        let files = try texts.map { path, text -> Generation.File in
            let path = try PayloadPath(path)
            let content = SecretBytes(utf8: text)
            let live = LiveFile(path: path, content: content, size: content.count, mode: 0o644, uid: 0, gid: 0)
            let same = before[path].flatMap { $0.live.content == content ? $0.modified : nil }
            return Generation.File(live: live, modified: same ?? clock)
        }.sorted { $0.live.path < $1.live.path }
        let name = GenerationName(seconds: Int(clock / 1_000_000_000), random: 7, after: old?.name)
        return try Record.write(files, named: name, for: target, sequence: sequence, to: arena)
    }

    /// Publishes, and gives what is to be told before it is settled.
    func commit(_ texts: [String: String], for target: VolumeTarget = .web) throws -> TreeChange {
        let generation = try generation(texts, for: target, after: last?.target.path == target.path ? last : nil)
        generation.state = .announced
        last?.state = .superseded
        last = generation
        return tree.commit(generation, now: clock)
    }

    /// Publishes without anybody to tell.
    func publish(_ texts: [String: String], for target: VolumeTarget = .web) throws {
        _ = tree.settle(try commit(texts, for: target))
    }

    func id(_ path: String) -> NodeID? { tree.node(at: path, below: .root) }

    /// Looks a path up as an application does: the kernel knows each part of it then.
    @discardableResult
    func look(at path: String, isHelper: Bool = false) -> NodeID? {
        var current = NodeID.root
        for component in path.split(separator: "/") {
            guard let next = tree.find(NameBytes(component), in: current, isHelper: isHelper).id else { return nil }
            tree.noteLookup(of: next)
            current = next
        }
        return current
    }

    func text(_ id: NodeID?) -> String? {
        guard let id, let file = tree.file(id) else { return nil }
        return file.content.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    func text(at path: String) -> String? { text(id(path)) }

    /// What the helper would be told to do, as `kind path`.
    static func words(_ change: TreeChange) -> [String] {
        change.inOrder.map { "\($0.kind) \(String(decoding: $0.path, as: UTF8.self))" }
    }
}
