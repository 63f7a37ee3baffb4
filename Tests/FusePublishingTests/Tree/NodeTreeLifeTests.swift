import Projection
import Publishing
import TestSupport
import Testing

@testable import FusePublishing

/// How long nodes live.
@Suite struct NodeTreeLifeTests {
    @Test func whatTheKernelKnowsStaysWholeAfterItsGenerationIsGone() throws {
        let model = try TreeModel()
        try model.publish(["a": "1", "b": "1"])
        let name = try #require(model.last?.name.entry)
        let directory = try #require(model.look(at: "default/web/tls/\(name)"))
        try model.publish(["a": "2"])
        #expect(model.id("default/web/tls/\(name)") == nil)
        let kept = model.tree.find(NameBytes("b"), in: directory, isHelper: false).id
        #expect(model.text(kept) == "1")
        model.tree.forget(directory, 1)
        #expect(model.tree.nodes[directory] == nil)
        #expect(kept.flatMap { model.tree.nodes[$0] } == nil)
    }

    @Test func aRemovedKeyThatIsOpenKeepsItsBytes() throws {
        let model = try TreeModel()
        try model.publish(["a": "1", "b": "1"])
        let open = try #require(model.look(at: "default/web/tls/b"))
        try model.publish(["a": "1"])
        #expect(model.id("default/web/tls/b") == nil)
        #expect(model.text(open) == "1")
        try model.publish(["a": "1", "b": "2"])
        #expect(model.id("default/web/tls/b") == open)
        #expect(model.text(open) == "2")
    }

    @Test func nothingIsLeftOverHoweverManyUpdatesThereAre() throws {
        let model = try TreeModel()
        try model.publish(["a": "0", "sub/b": "0"])
        let nodes = model.tree.nodes.count
        for number in 1...200 {
            var known: [NodeID] = []
            let generation = model.last?.name.entry ?? ""
            for path in ["default/web/tls/a", "default/web/tls/sub/b", "default/web/tls/\(generation)/a"] {
                var current = NodeID.root
                for component in path.split(separator: "/") {
                    let next = model.tree.find(NameBytes(component), in: current, isHelper: false).id
                    current = try #require(next)
                    model.tree.noteLookup(of: current)
                    known.append(current)
                }
            }
            let change = try model.commit(["a": "\(number)", "sub/b": "\(number)"])
            let root = try #require(model.id("default/web/tls"))
            // The helper looks the link up, and renames it.
            if let moved = model.tree.find(NodeTree.temporaryName, in: root, isHelper: true).id {
                model.tree.noteLookup(of: moved)
                known.append(moved)
            }
            _ = model.tree.moveData(in: root)
            _ = model.tree.settle(change)
            for id in known.reversed() { model.tree.forget(id, 1) }
        }
        #expect(model.tree.nodes.count == nodes)
        #expect(model.tree.announcements.isEmpty)
        model.tree.nodes.values.forEach { #expect($0.holds == 0) }
        // One generation's memory is all that is left.
        #expect(model.arena.used == Arena.pageSize)
    }

    @Test func lookUpsOfAnEarlierProcessAreForgottenAllAtOnce() throws {
        let model = try TreeModel()
        try model.publish(["a": "1"])
        let id = try #require(model.look(at: "default/web/tls/a"))
        model.tree.nodes[id]?.hasOldLookups = true
        model.tree.forget(id, 1)
        #expect(model.tree.isKnown(id))
        model.tree.forget(id, 40)
        #expect(!model.tree.isKnown(id))
        // With one of this process's own among them, only the kernel can tell.
        model.tree.nodes[id]?.hasOldLookups = true
        model.tree.noteLookup(of: id)
        let isInDoubt = model.tree.forget(id, 41)
        #expect(isInDoubt && model.tree.isKnown(id))
        model.tree.noteUnknown(id, lookups: 1)
        #expect(model.tree.nodes[id]?.hasOldLookups == false)
    }

    @Test func whoWatchesAVolumeIsToldThatItIsGone() throws {
        let model = try TreeModel()
        try model.publish(["a": "1", "sub/b": "1"])
        model.look(at: "default/web/tls/a")
        let change = model.tree.withdraw(.web, now: 9)
        let words = TreeModel.words(change)
        #expect(words.contains("unlink default/web/tls/a"))
        #expect(words.contains("unlink default/web/tls/..data"))
        let wrong = model.tree.settle(change).map(\.name)
        #expect(wrong.contains(NameBytes("default")) && wrong.contains(NameBytes("sub")))
        #expect(model.id("default") == nil)
    }

    @Test func theNextProcessFindsEverythingUnderTheSameNumbers() throws {
        let model = try TreeModel()
        let first = try model.generation(["a": "1", "gone": "1"])
        let second = try model.generation(["a": "2"], after: first)
        let other = VolumeTarget(namespace: "default", pod: "old", volume: "v", group: nil)
        let removed = try model.generation(["x": "1"], for: other)
        (first.state, second.state, removed.state) = (.superseded, .announced, .withdrawn)
        for generation in [first, second, removed] { _ = model.tree.settle(model.tree.commit(generation, now: 2)) }
        let key = model.id("default/web/tls/a")

        var next = NodeTree(rootMode: 0o755, rootOwner: nil, now: 3)
        let live = next.rebuild(from: [first, second, removed], now: 3)
        #expect(live.map(\.sequence) == [second.sequence])
        #expect(next.node(at: "default/web/tls/a", below: .root) == key)
        #expect(next.node(at: "default/old", below: .root) == nil)
        // Whoever has an older file open still has it, until the kernel says that nobody has.
        let ghosts = next.nodes.filter { !$0.value.isLinked }.map(\.key)
        #expect(ghosts.contains { next.file($0)?.identity.path.text == "gone" })
        for id in Array(next.nodes.keys) where id != .root { next.noteUnknown(id, lookups: 0) }
        let unnamed = next.nodes.values.filter { !$0.isLinked }
        #expect(unnamed.isEmpty)
    }

    @Test func whatAnEarlierProcessHadNoTimeToTakeAwayIsLost() throws {
        let model = try TreeModel()
        let first = try model.generation(["gone": "1", "a": "1"])
        let second = try model.generation(["a": "2"], after: first)
        (first.state, second.state) = (.superseded, .live)
        var next = NodeTree(rootMode: 0o755, rootOwner: nil, now: 3)
        _ = next.rebuild(from: [first, second], now: 3)
        let lost = next.lostNames()
        #expect(lost.files.map(\.name) == [NameBytes("gone")])
        #expect(Set(lost.names.map(\.name)).isSuperset(of: [NodeTree.dataName, NameBytes(first.name.entry)]))
        #expect(!lost.names.contains { $0.name == NameBytes(second.name.entry) })
    }

    @Test func anOlderGenerationOfARemovedVolumeDoesNotBringItBack() throws {
        let model = try TreeModel()
        let old = try model.generation(["a": "1"])
        old.state = .superseded
        var next = NodeTree(rootMode: 0o755, rootOwner: nil, now: 3)
        #expect(next.rebuild(from: [old], now: 3).isEmpty)
        #expect(next.node(at: "default", below: .root) == nil)
    }
}
