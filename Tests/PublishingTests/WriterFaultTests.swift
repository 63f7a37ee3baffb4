import Glibc
import LinuxSystem
import Projection
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Publishing

/// Every step of every call, failing.
@Suite(.enabled(if: Requirement.root, "needs root to mount"))
struct WriterFaultTests {
    @Test(arguments: WriterScenario.allCases, [Errno.noSpace, .ioError])
    func aFailureAtAnyStepLeavesTheOldFilesAndTheNextCallHeals(_ scenario: WriterScenario, _ errno: Errno) throws {
        let steps = try self.steps(of: scenario)
        #expect(steps.count > 4)
        for index in steps.indices {
            let fixture = try TreeFixture()
            let probe = Probe()
            let tree = try fixture.open(probe: { (step) throws(SystemError) in try probe(step) })
            try scenario.prepare(tree)
            let root = fixture.at(.web)
            let inode = Listing.status(root)?.inode
            // As after a restart where the scenario is about that.
            if scenario == .recovery { tree.forget() }
            probe.fail(at: index, with: errno)
            let step = steps[index]
            do throws(PublishError) {
                let leftovers = try scenario.call(tree)
                #expect(WriterScenario.readThroughData(root) == scenario.after, "\(step)")
                #expect(leftovers || step == .committed || Listing.untidiness(at: root).isEmpty, "\(step)")
            } catch {
                guard case .system(let cause) = error else { throw error }
                #expect(cause.errno == errno)
                #expect(error.isTransient)
                #expect(cause.subject.hasPrefix(root), "\(cause.subject)")
                if scenario == .removal {
                    #expect([scenario.before, nil].contains(WriterScenario.readThroughData(root)), "\(step)")
                } else {
                    #expect(WriterScenario.readThroughData(root) == scenario.before, "\(step)")
                    if case .swept = step {} else { #expect(Listing.untidiness(at: root).isEmpty, "\(step)") }
                }
            }
            probe.reset()
            #expect(try !scenario.call(tree))
            try expectDone(scenario, fixture, inode, after: step)
        }
    }

    @Test(arguments: WriterScenario.allCases)
    func aKillAfterAnyStepIsHealedByTheNextProcess(_ scenario: WriterScenario) async throws {
        let steps = try self.steps(of: scenario)
        for index in steps.indices {
            let fixture = try TreeFixture()
            var inode: UInt64?
            do {
                let tree = try fixture.open()
                try scenario.prepare(tree)
                inode = Listing.status(fixture.at(.web))?.inode
            }
            await #expect(processExitsWith: .signal(SIGKILL), "\(steps[index])") {
                [path = fixture.path as String, index = index as Int, scenario = scenario as WriterScenario] in
                let countdown = Countdown(index) { kill(getpid(), SIGKILL) }
                let tree = try TmpfsTree.open(
                    TreeOptions(path: path),
                    logger: .silent,
                    probe: { (_) throws(SystemError) in countdown.tick() }
                )
                try scenario.call(tree)
            }
            let root = fixture.at(.web)
            let seen = WriterScenario.readThroughData(root)
            #expect([scenario.before, scenario.after, nil].contains(seen), "\(steps[index])")
            if scenario.before != nil, scenario != .removal { #expect(seen != nil, "\(steps[index])") }
            let tree = try fixture.open()
            if Listing.status(root) != nil {
                #expect(try tree.inventory().map(\.path) == [VolumeTarget.web.path], "\(steps[index])")
            }
            #expect(try !scenario.call(tree))
            try expectDone(scenario, fixture, inode, after: steps[index])
        }
    }

    private func steps(of scenario: WriterScenario) throws -> [WriterStep] {
        let fixture = try TreeFixture()
        let probe = Probe()
        let tree = try fixture.open(probe: { (step) throws(SystemError) in try probe(step) })
        try scenario.prepare(tree)
        if scenario == .recovery { tree.forget() }
        probe.reset()
        try scenario.call(tree)
        return probe.steps
    }

    private func expectDone(
        _ scenario: WriterScenario,
        _ fixture: TreeFixture,
        _ inode: UInt64?,
        after step: WriterStep
    ) throws {
        let root = fixture.at(.web)
        guard let after = scenario.after else {
            #expect(Listing.names(at: fixture.path).isEmpty, "\(step)")
            return
        }
        #expect(WriterScenario.readThroughData(root) == after, "\(step)")
        #expect(Listing.files(at: root) == after, "\(step)")
        #expect(Listing.untidiness(at: root).isEmpty, "\(step): \(Listing.names(at: root))")
        #expect(Listing.status("\(root)/nested")?.kind == .directory, "\(step)")
        if let inode { #expect(Listing.status(root)?.inode == inode, "\(step)") }
        let group: UInt32 =
            switch scenario {
            case .updateWithNewGroup, .firstWriteWithGroup: 4321
            default: getegid()
            }
        for name in ["", "/..data", "/..data/", "/..data/deep", "/a.txt", "/added"] {
            #expect(Listing.status(root + name)?.gid == group, "\(step) \(name)")
        }
    }
}

/// Calls back once, after a number of ticks.
private final class Countdown: Sendable {
    private let ticks = Atomic<Int>(0)
    private let last: Int
    private let action: @Sendable () -> Void

    init(_ last: Int, _ action: @escaping @Sendable () -> Void) {
        self.last = last
        self.action = action
    }

    func tick() {
        if ticks.add(1, ordering: .relaxed).oldValue == last { action() }
    }
}

extension TmpfsTree {
    /// As if the process had just started.
    func forget() { states.withLock { $0.removeAll() } }
}
