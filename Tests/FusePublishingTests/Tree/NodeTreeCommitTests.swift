import Publishing
import TestSupport
import Testing

@testable import FusePublishing

@Suite struct NodeTreeCommitTests {
    @Test func aVolumeHasKeysAGenerationAndALinkToIt() throws {
        let model = try TreeModel()
        try model.publish(["tls.crt": "c", "etc/app.conf": "a"])
        let root = try #require(model.id("default/web/tls"))
        let names = try #require(model.tree.entries(of: root)).map(\.name).sorted()
        let generation = try #require(model.last?.name.entry)
        #expect(names == [".", "..", generation, "..data", "etc", "tls.crt"])
        #expect(model.text(at: "default/web/tls/tls.crt") == "c")
        #expect(model.text(at: "default/web/tls/etc/app.conf") == "a")
        #expect(model.text(at: "default/web/tls/\(generation)/etc/app.conf") == "a")
        guard case .link(generation) = model.tree.nodes[try #require(model.id("default/web/tls/..data"))]?.kind else {
            Issue.record("..data leads elsewhere")
            return
        }
    }

    @Test(arguments: [(UInt32?.none, 0o700, 0o755), (2000, 0o750, 0o2755)])
    func gateAndRootHaveTheModesOfThePod(group: UInt32?, gate: UInt16, root: UInt16) throws {
        let model = try TreeModel()
        try model.publish(["a": "1"], for: .web(group: group))
        func directory(_ path: String) -> Node.Directory? { model.id(path).flatMap { model.tree[directory: $0] } }
        #expect(directory("default")?.mode == 0o755)
        #expect(directory("default/web")?.mode == gate)
        #expect(directory("default/web/tls")?.mode == root)
        if let group { #expect(directory("default/web/tls")?.gid == group) }
    }

    @Test func aKeyKeepsItsNodeOverUpdates() throws {
        let model = try TreeModel()
        try model.publish(["a": "1", "b": "1"])
        let before = model.id("default/web/tls/a")
        try model.publish(["a": "2", "b": "1"])
        #expect(model.id("default/web/tls/a") == before)
        #expect(model.text(at: "default/web/tls/a") == "2")
    }

    @Test func nobodyIsToldOfAVolumeThatNobodyKnows() throws {
        let model = try TreeModel()
        try model.publish(["a": "1"])
        let change = try model.commit(["a": "2", "b": "2"])
        #expect(change.visible.isEmpty && change.changedNodes.isEmpty && change.announced.isEmpty)
    }

    @Test func whoWatchesIsToldInOrder() throws {
        let model = try TreeModel()
        try model.publish(["a": "1", "b": "1", "gone": "1"])
        for path in ["default/web/tls/a", "default/web/tls/b", "default/web/tls/gone"] { model.look(at: path) }
        let change = try model.commit(["a": "2", "b": "1", "new": "1", "sub/deep": "1"])
        #expect(
            TreeModel.words(change) == [
                "create default/web/tls/new", "makeDirectory default/web/tls/sub", "switchData default/web/tls",
                "touch default/web/tls/a", "unlink default/web/tls/gone",
            ]
        )
    }

    @Test func aNameThatComesAndGoesIsThereForTheHelperAlone() throws {
        let model = try TreeModel()
        try model.publish(["a": "1", "gone": "1"])
        let root = try #require(model.look(at: "default/web/tls"))
        model.look(at: "default/web/tls/gone")
        let change = try model.commit(["a": "1", "new": "1"])
        let (new, gone) = (NameBytes("new"), NameBytes("gone"))
        let found = model.tree.find(new, in: root, isHelper: false)
        #expect(found.id != nil && !found.isLasting)
        #expect(model.tree.find(new, in: root, isHelper: true).id == nil)
        #expect(model.tree.find(gone, in: root, isHelper: false) == .init(id: nil, isLasting: false))
        #expect(model.tree.find(gone, in: root, isHelper: true).id != nil)
        let appeared = model.tree.appear(new, in: root)
        #expect(appeared != nil)
        #expect(model.tree.find(new, in: root, isHelper: false).id != nil)
        model.tree.disappear(gone, in: root)
        let wrong = model.tree.settle(change).map(\.name)
        #expect(!wrong.contains(new) && !wrong.contains(gone))
        #expect(model.tree.announcements.isEmpty)
    }

    @Test func anOlderGenerationIsFoundUntilAllKnowOfTheSwitch() throws {
        let model = try TreeModel()
        try model.publish(["a": "1"])
        let root = try #require(model.look(at: "default/web/tls"))
        let old = NameBytes(try #require(model.last?.name.entry))
        let change = try model.commit(["a": "2"])
        let found = model.tree.find(old, in: root, isHelper: false)
        #expect(found.id != nil && !found.isLasting)
        #expect(model.tree.entries(of: root)?.contains { NameBytes($0.name) == old } == false)
        let wrong = model.tree.settle(change)
        #expect(wrong.contains { $0.name == old })
        #expect(model.tree.find(old, in: root, isHelper: false) == .init(id: nil, isLasting: true))
    }

    @Test func anotherChangeOfTheSameNameIsNotSettledWithThisOne() throws {
        let model = try TreeModel()
        try model.publish(["a": "1"])
        model.look(at: "default")
        let gone = model.tree.withdraw(.web, now: 5)
        let other = VolumeTarget(namespace: "default", pod: "web", volume: "other", group: nil)
        let back = model.tree.commit(try model.generation(["b": "1"], for: other), now: 6)
        #expect(TreeModel.words(back) == ["makeDirectory default"])
        _ = model.tree.settle(gone)
        let name = NameBytes("default")
        #expect(model.tree.find(name, in: .root, isHelper: true).id == nil)
        let made = model.tree.appear(name, in: .root)
        #expect(made != nil)
        _ = model.tree.settle(back)
    }

    @Test func withoutAHelperEverythingIsThereAllTheSame() throws {
        let model = try TreeModel()
        try model.publish(["a": "1", "gone": "1"])
        let root = try #require(model.look(at: "default/web/tls"))
        let change = try model.commit(["a": "2", "new": "1"])
        let wrong = Set(model.tree.settle(change).map(\.name))
        #expect(wrong.isSuperset(of: [NameBytes("new"), NameBytes("gone"), NodeTree.dataName]))
        #expect(model.tree.find(NameBytes("new"), in: root, isHelper: false).id != nil)
        #expect(model.tree.find(NameBytes("gone"), in: root, isHelper: false) == .init(id: nil, isLasting: true))
    }

    @Test func theSwitchIsARenameOfAnotherLinkToTheSameGeneration() throws {
        let model = try TreeModel()
        try model.publish(["a": "1"])
        let root = try #require(model.look(at: "default/web/tls"))
        let before = model.look(at: "default/web/tls/..data")
        let change = try model.commit(["a": "2"])
        let temporary = NodeTree.temporaryName
        #expect(model.tree.find(temporary, in: root, isHelper: false) == .init(id: nil, isLasting: false))
        let moved = model.tree.find(temporary, in: root, isHelper: true).id
        #expect(model.tree.find(NodeTree.dataName, in: root, isHelper: true).id == before)
        let shown = model.tree.find(NodeTree.dataName, in: root, isHelper: false).id
        #expect(moved != nil && shown != moved && shown != before)
        let (first, second) = (model.tree.moveData(in: root), model.tree.moveData(in: root))
        #expect(first && !second)
        _ = model.tree.settle(change)
        #expect(model.tree.find(NodeTree.dataName, in: root, isHelper: false).id == moved)
    }

    @Test func aFileMayBecomeADirectoryAndAFileAgain() throws {
        let model = try TreeModel()
        try model.publish(["x": "1"])
        model.look(at: "default/web/tls/x")
        let change = try model.commit(["x/y": "2"])
        #expect(TreeModel.words(change).prefix(2) == ["unlink default/web/tls/x", "makeDirectory default/web/tls/x"])
        _ = model.tree.settle(change)
        #expect(model.text(at: "default/web/tls/x/y") == "2")
        try model.publish(["x": "3"])
        #expect(model.text(at: "default/web/tls/x") == "3")
    }

    @Test func mountPointsAreDirectoriesAndAnotherVolumeMayStandThere() throws {
        let model = try TreeModel()
        let outer = VolumeTarget(path: ["etc", "app"], mountPoints: ["tls"])
        let inner = VolumeTarget(path: ["etc", "app", "tls"])
        try model.publish(["conf": "1"], for: outer)
        try model.publish(["key": "1"], for: inner)
        #expect(model.text(at: "etc/app/tls/key") == "1")
        _ = model.tree.settle(model.tree.withdraw(outer, now: 9))
        #expect(model.text(at: "etc/app/tls/key") == "1")
        #expect(model.id("etc/app/conf") == nil)
        _ = model.tree.settle(model.tree.withdraw(inner, now: 9))
        #expect(model.id("etc") == nil)
        #expect(model.tree.nodes.count == 1)
    }

    @Test func namesAreTheirBytes() throws {
        let model = try TreeModel()
        let (composed, decomposed) = ("\u{e9}", "e\u{301}")
        let generation = try model.generation([composed: "1"])
        _ = model.tree.settle(model.tree.commit(generation, now: 5))
        let root = try #require(model.id("default/web/tls"))
        #expect(model.tree.child(NameBytes(composed), of: root) != nil)
        #expect(model.tree.child(NameBytes(decomposed), of: root) == nil)
    }
}
