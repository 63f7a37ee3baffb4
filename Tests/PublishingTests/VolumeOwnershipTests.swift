import Glibc
import LinuxSystem
import Projection
import TestSupport
import Testing

@testable import Publishing

/// Who gets in: the gate, the volume's root, and everything below it.
@Suite(.enabled(if: Requirement.root, "needs root to mount"))
struct VolumeOwnershipTests {
    private func expect(
        _ path: String,
        mode: UInt16,
        gid: UInt32,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let status = Listing.status(path)
        #expect(status?.mode == mode, "\(path)", sourceLocation: location)
        #expect(status?.uid == 0, "\(path)", sourceLocation: location)
        #expect(status?.gid == gid, "\(path)", sourceLocation: location)
    }

    @Test func withoutAGroupOnlyRootPassesTheGate() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        _ = try tree.publish(try Payload([("a/b", "x", 0o400), ("c", "x", 0o644)]), to: .web)
        expect(fixture.path, mode: 0o755, gid: 0)
        expect("\(fixture.path)/default", mode: 0o755, gid: 0)
        expect("\(fixture.path)/default/web", mode: 0o700, gid: 0)
        expect(fixture.at(.web), mode: 0o755, gid: 0)
        expect(fixture.at(.web, "..data/"), mode: 0o755, gid: 0)
        expect(fixture.at(.web, "..data/a"), mode: 0o755, gid: 0)
        expect(fixture.at(.web, "..data/a/b"), mode: 0o400, gid: 0)
        expect(fixture.at(.web, "..data/c"), mode: 0o644, gid: 0)
    }

    @Test func withAGroupItPassesAndOwnsEverythingWithoutAChownOfFiles() throws {
        let fixture = try TreeFixture()
        let probe = Probe()
        let tree = try fixture.open(probe: { (step) throws(SystemError) in try probe(step) })
        let target = VolumeTarget.web(group: 4321)
        var payload = try Payload([("a/b", "x", 0o440), ("c", "x", 0o640)])
        for index in payload.files.indices { payload.files[index].gid = 4321 }
        _ = try tree.publish(payload, to: target)
        expect("\(fixture.path)/default", mode: 0o755, gid: 0)
        expect("\(fixture.path)/default/web", mode: 0o750, gid: 4321)
        expect(fixture.at(target), mode: 0o2755, gid: 4321)
        expect(fixture.at(target, "..data/"), mode: 0o2755, gid: 4321)
        expect(fixture.at(target, "..data/a"), mode: 0o2755, gid: 4321)
        expect(fixture.at(target, "..data/a/b"), mode: 0o440, gid: 4321)
        #expect(Listing.status(fixture.at(target, "c"))?.gid == 4321)
        #expect(Listing.status(fixture.at(target, "..data"))?.gid == 4321)
        #expect(!probe.steps.contains(.changedOwner("c")))
    }

    @Test func aPrivateVolumeBehindAGroupsGateIsNotTheGroups() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        let target = VolumeTarget(namespace: "default", pod: "web", volume: ".docker", group: 4321, isPrivate: true)
        _ = try tree.publish(try Payload([("config.json", "x", 0o600)]), to: target)
        _ = try tree.publish(try Payload([("c", "x", 0o640)]), to: .web(group: 4321))
        expect("\(fixture.path)/default/web", mode: 0o750, gid: 4321)
        expect(fixture.at(target), mode: 0o755, gid: 0)
        expect(fixture.at(target, "..data/"), mode: 0o755, gid: 0)
        expect(fixture.at(target, "..data/config.json"), mode: 0o600, gid: 0)
        // What is retained stays as it is, too.
        let kept = Payload(files: [], retention: .unclaimed)
        #expect(try tree.publish(kept, to: target).changed == false)
        _ = try tree.publish(
            kept,
            to: VolumeTarget(namespace: "default", pod: "web", volume: ".docker", group: 9, isPrivate: true)
        )
        expect(fixture.at(target, "..data/config.json"), mode: 0o600, gid: 0)
    }

    @Test func nothingIsVisibleBeforeTheGateIsClosed() throws {
        let fixture = try TreeFixture()
        let gate = "\(fixture.path)/default/web"
        let seen = Probe()
        seen.reset { step in
            switch step {
            case .madeParent("default/web"): #expect(Listing.status(gate)?.mode == 0o700)
            case .madeGeneration: #expect(Listing.status(gate)?.mode == 0o750)
            default: break
            }
        }
        let tree = try fixture.open(probe: { (step) throws(SystemError) in try seen(step) })
        _ = try tree.publish(try Payload(["foo": "1"]), to: .web(group: 4321))
        #expect(seen.steps.contains(.madeGeneration))
    }

    @Test(arguments: [false, true], [(nil, 4321), (4321, 1234), (4321, nil)] as [(UInt32?, UInt32?)])
    func aNewGroupReachesEverything(_ restarts: Bool, _ groups: (UInt32?, UInt32?)) throws {
        let fixture = try TreeFixture()
        var tree = try fixture.open()
        let before = VolumeTarget.web(group: groups.0)
        let after = VolumeTarget.web(group: groups.1)
        let first = try tree.publish(try Payload(["foo": "1", "kept": "2"]), to: before)
        let inode = Listing.status(fixture.at(.web))?.inode
        if restarts { tree.forget() }
        let second = try tree.publish(try Payload(["foo": "1"], retention: .unclaimed), to: after)
        #expect(second.changed)
        #expect(second.generation != first.generation)
        #expect(second.retained.map(\.text) == ["kept"])
        let gid = groups.1 ?? 0
        expect("\(fixture.path)/default/web", mode: groups.1 == nil ? 0o700 : 0o750, gid: gid)
        expect(fixture.at(after), mode: groups.1 == nil ? 0o755 : 0o2755, gid: gid)
        expect(fixture.at(after, "..data/"), mode: groups.1 == nil ? 0o755 : 0o2755, gid: gid)
        for name in ["..data/foo", "..data/kept"] { expect(fixture.at(after, name), mode: 0o644, gid: gid) }
        #expect(Listing.status(fixture.at(after, "foo"))?.gid == gid)
        #expect(Listing.status(fixture.at(.web))?.inode == inode)
        #expect(try tree.inventory() == [after])
        #expect(try !tree.publish(try Payload(["foo": "1"], retention: .unclaimed), to: after).changed)
        // An empty volume has no file to show the group.
        tree = try {
            try tree.remove(after); return tree
        }()
        _ = try tree.publish(try Payload([:]), to: before)
        if restarts { tree.forget() }
        #expect(try tree.publish(try Payload([:]), to: after).changed)
        expect(fixture.at(after, "..data/"), mode: groups.1 == nil ? 0o755 : 0o2755, gid: gid)
    }

    @Test(arguments: [false, true], [nil, 1 << 16] as [Int?])
    func aRefusedPayloadMovesNoGate(_ restarts: Bool, _ size: Int?) throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open {
            $0.size = size
            $0.volumeLimit = size == nil ? 1 << 16 : 1 << 20
        }
        _ = try tree.publish(try Payload(["foo": "1"]), to: .web(group: 4321))
        if restarts { tree.forget() }
        let tooMuch = try Payload(["foo": String(repeating: "x", count: 1 << 17)])
        let other = VolumeTarget(namespace: "default", pod: "web", volume: "other", group: 1234)
        for target in [VolumeTarget.web(group: 1234), .web(group: nil), other] {
            let error = #expect(throws: PublishError.self) { try tree.publish(tooMuch, to: target) }
            switch error {
            case .overLimit: #expect(size == nil)
            case .noSpace: #expect(size != nil)
            default: Issue.record("\(String(describing: error))")
            }
            expect("\(fixture.path)/default/web", mode: 0o750, gid: 4321)
            expect(fixture.at(.web), mode: 0o2755, gid: 4321)
            #expect(Listing.files(at: fixture.at(.web)) == ["foo": "1"])
            #expect(Listing.names(at: "\(fixture.path)/default/web") == ["tls"])
        }
        #expect(try tree.publish(try Payload(["foo": "2"]), to: .web(group: 1234)).changed)
        expect("\(fixture.path)/default/web", mode: 0o750, gid: 1234)
    }

    @Test(arguments: [false, true], [4321, 0] as [UInt32])
    func aNewGroupMayReadWhatIsRetained(_ restarts: Bool, _ group: UInt32) throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open()
        _ = try tree.publish(try Payload([("kept", "1", 0o400), ("foo", "1", 0o400)]), to: .web)
        if restarts { tree.forget() }
        var payload = try Payload([("foo", "1", 0o440)], retention: .unclaimed)
        payload.files[0].gid = group
        let outcome = try tree.publish(payload, to: .web(group: group))
        #expect(outcome.retained.map(\.text) == ["kept"])
        expect(fixture.at(.web, "..data/kept"), mode: 0o440, gid: group)
        #expect(try !tree.publish(payload, to: .web(group: group)).changed)
    }

    @Test func driftOfModeAndOwnerIsMendedAtRestart() throws {
        let fixture = try TreeFixture()
        do {
            let tree = try fixture.open()
            _ = try tree.publish(try Payload(["foo": "1"]), to: .web)
            try tree.root.open(beneath: "default/web").changeMode(0o777)
            try tree.root.open(beneath: "default/web/tls").changeMode(0o777)
            try tree.root.open(beneath: "default/web/tls").changeOwner(uid: 1234, gid: 1234)
        }
        #expect(try !fixture.open().publish(try Payload(["foo": "1"]), to: .web).changed)
        expect("\(fixture.path)/default/web", mode: 0o700, gid: 0)
        expect(fixture.at(.web), mode: 0o755, gid: 0)
    }

    @Test func withoutAGateTheTreesRootIsTheGate() throws {
        let fixture = try TreeFixture()
        let tree = try fixture.open { $0.rootMode = 0o700 }
        let target = VolumeTarget(path: ["etc", "tls"], group: 4321)
        _ = try tree.publish(try Payload(["foo": "1"]), to: target)
        expect(fixture.path, mode: 0o700, gid: 0)
        expect(fixture.path + "/etc", mode: 0o755, gid: 0)
        expect(fixture.at(target), mode: 0o2755, gid: 4321)
    }
}
