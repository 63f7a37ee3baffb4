import Glibc
import LinuxSystem
import Logging
package import Projection
import Synchronization
import SystemPackage

/// The node's tree of volumes: one tmpfs, read-only for everybody else.
///
/// One process serves a tree; a second one is refused. Every volume is written by `AtomicWriter`, and different volumes
/// may be published at the same time: no lock is held during a system call. What a volume holds is remembered, so that
/// an equal payload costs no system call; after an error it is forgotten and read back.
/// Opening a tree sets the process's umask to 0, once and for good: every mode in here is passed to the call that
/// creates, and no second call corrects it.
package final class TmpfsTree: Publisher {
    let options: TreeOptions
    /// The tree's root, without a slash at the end.
    let path: String
    /// The tree's root, writable.
    let root: Directory
    /// The locks that keep other processes out: the directory under the mount, and the mount's root.
    let locks: TreeLocks
    /// Whether the tree is on a tmpfs of its own, and not in a directory of some other filesystem.
    package let isMounted: Bool
    /// Directories that opening has made, outermost first.
    let madeDirectories: [String]
    /// The mode and owner that the directory gets back, where opening has changed them.
    let statusBefore: FileStatus?
    let writer: AtomicWriter
    let logger: Logger
    /// By the target's path. A volume that is not in here is in an unknown state.
    let states = Mutex<[NameBytes: LiveVolume]>([:])

    init(_ options: TreeOptions, on ground: consuming TreeGround, probe: WriterProbe?, logger: Logger) {
        self.options = options
        path = ground.path
        isMounted = ground.isMounted
        madeDirectories = ground.made
        statusBefore = ground.before
        locks = ground.locks
        root = ground.root
        self.logger = logger
        writer = AtomicWriter(
            volumeLimit: options.volumeLimit,
            pageSize: Int(sysconf(Int32(_SC_PAGESIZE))),
            timestamp: { time(nil) },
            random: { UInt32.random(in: 0...UInt32.max) },
            probe: probe
        )
    }

    package func publish(_ payload: Payload, to target: VolumeTarget) throws(PublishError) -> Outcome {
        try target.check()
        // Taken out, so that any way out but the good one leaves the state unknown.
        let key = NameBytes(target.description)
        let known = states.withLock { $0.removeValue(forKey: key) }
        let result = try publish(payload, to: target, live: known)
        states.withLock { $0[key] = result.live }
        return result.outcome
    }

    private func publish(
        _ payload: Payload,
        to target: VolumeTarget,
        live: LiveVolume?
    ) throws(PublishError) -> AtomicWriter.Result {
        if let live, !live.mustBeRead(for: payload) {
            let plan = PublishPlan(payload, for: target, after: live)
            if plan.isNothing, let generation = live.generation {
                let outcome = plan.next.outcome(changed: false, generation: generation)
                return AtomicWriter.Result(outcome: outcome, live: live)
            }
            // A new group has to reach the gate and the root first; a root that is not there has to be made.
            if live.group == target.group, let volume = try? root.open(beneath: target.description) {
                do throws(PublishError) {
                    return try writer.carryOut(plan, in: volume)
                } catch {
                    throw error.within("\(path)/\(target)")
                }
            }
        }
        return try publish(payload, toUnknown: target)
    }

    private func publish(
        _ payload: Payload,
        toUnknown target: VolumeTarget
    ) throws(PublishError) -> AtomicWriter.Result {
        // First whether it fits: a refused payload must not move the gate, through which readers of the live files go.
        var plan = PublishPlan(payload, for: target, after: LiveVolume())
        do throws(PublishError) {
            if let volume = try? root.open(beneath: target.description) {
                plan = PublishPlan(payload, for: target, after: try writer.recover(volume, for: payload, of: target))
            }
            try writer.check(plan, on: root)
        } catch {
            try? removeDirectories(of: target)
            throw error.within("\(path)/\(target)")
        }
        let volume: Directory
        do throws(PublishError) {
            volume = try VolumeRoot(of: target, probe: writer.probe).open(in: root)
        } catch {
            throw error.within(path)
        }
        do throws(PublishError) {
            return try writer.carryOut(plan, in: volume)
        } catch {
            // An empty directory in the place of a volume would let a consumer start without its files.
            try? removeDirectories(of: target)
            throw error.within("\(path)/\(target)")
        }
    }
}
