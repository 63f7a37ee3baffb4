import LinuxSystem
import Projection

/// Switches all files of a volume at once.
///
/// A volume's root, with the keys `ca.crt` and `etc/app.conf`:
///
///     <root>/
///       ..2026_11_23_16_20_18.3403175871/   one generation: real files
///         ca.crt
///         etc/app.conf
///       ..data -> ..2026_11_23_16_20_18.3403175871
///       ca.crt -> ..data/ca.crt              one link for each first path component
///       etc -> ..data/etc
///
/// One publish, in this order:
///
///  1. Where it is not known what the root holds (the first publish of this process, or an earlier one failed): read
///     the live generation and sweep what a killed writer left: `..data_tmp`, generations that `..data` does not name,
///     links `name -> ..data/name` to a name that the live generation has not.
///  2. Compare. Equal bytes, modes, owners and paths: only names that are missing in the root are mended; `..data`
///     stays. Otherwise:
///  3. Check the budget, before the first byte.
///  4. Make the generation's directory, and the directories below it.
///  5. Make its files: a live file whose bytes, mode and owner did not change gets a second name; any other is created,
///     given its owner, and written. Modes and owners are final before a byte is in it.
///  6. Give the names that stay to the volume's new group, where it gets one, and make the links of added names. These
///     dangle for a moment; kubelet makes them after 8, when an application may already have been told to look.
///  7. Make `..data_tmp`, a link to the new generation.
///  8. Rename it over `..data`. This is the commit: before it every reader finds the old files, after it the new ones.
///  9. Remove the links of removed names.
/// 10. Remove the old generation. Watches on single files fire now.
///
/// An error up to 8 takes the new generation away again and is the caller's; the old one was not touched. An error
/// after 8 is no failure: it is reported as leftovers, and the next publish sweeps. A kill at any instruction leaves one
/// of these states, and whoever publishes next heals it by step 1.
///
/// Reserved in a root are `..data`, `..data_tmp`, all names formed like a generation's, and empty directories of
/// other names, which are mount points; nothing else is ever swept.
/// Directories are 0755, in a volume with a group set-group-id besides, so that all files below inherit the group
/// without a call. Modes are passed to the calls that create and hold exactly when the process's umask is 0.
/// One root is written by one caller at a time.
/// Source: kubelet pkg/volume/util/atomic_writer.go for the layout; its order and hygiene are others.
package struct AtomicWriter: Sendable {
    /// The most a volume may take, in bytes, files rounded up to pages.
    let volumeLimit: Int
    /// In bytes, a power of two.
    let pageSize: Int
    /// Seconds since 1970, UTC.
    let timestamp: @Sendable () -> Int
    let random: @Sendable () -> UInt32
    let probe: WriterProbe?

    init(
        volumeLimit: Int,
        pageSize: Int = 4096,
        timestamp: @escaping @Sendable () -> Int,
        random: @escaping @Sendable () -> UInt32,
        probe: WriterProbe? = nil
    ) {
        self.volumeLimit = volumeLimit
        self.pageSize = pageSize
        self.timestamp = timestamp
        self.random = random
        self.probe = probe
    }

    /// Makes `payload` the content of the volume at `root`, of which nothing is known; the root's own mode and owner are
    /// right already.
    ///
    /// - Returns: The outcome, and the volume's state; nil where something was left over.
    /// - Throws: `PublishError` with paths relative to `root`. The state is unknown then.
    func publish(
        _ payload: Payload,
        to target: VolumeTarget,
        in root: borrowing Directory
    ) throws(PublishError) -> Result {
        let live = try recover(root, for: payload, of: target)
        return try carryOut(PublishPlan(payload, for: target, after: live), in: root)
    }

    /// What a publish did, and what the next one may rely on.
    struct Result {
        var outcome: Outcome
        /// Nil where something was left over: the next publish looks for itself.
        var live: LiveVolume?
    }

    /// Steps 3 to 10. The volume at `root` must be as the plan's `live` has it.
    func carryOut(_ plan: PublishPlan, in root: borrowing Directory) throws(PublishError) -> Result {
        let generation: GenerationName
        if plan.keepsGeneration, let current = plan.live.generation {
            try makeNames(plan.names, in: root)
            generation = current
        } else {
            try check(plan, on: root)
            generation = try switchGeneration(plan, in: root)
        }
        var isClean = removeNames(plan.names, in: root)
        if !plan.keepsGeneration { isClean = removeGeneration(of: plan.live, in: root) && isClean }
        var outcome = plan.next.outcome(changed: !plan.keepsGeneration, generation: generation)
        outcome.leftovers = !isClean
        return Result(outcome: outcome, live: isClean ? plan.result(generation) : nil)
    }

    /// Steps 4 to 8. On an error everything that this made is gone again, as far as it can be.
    private func switchGeneration(
        _ plan: PublishPlan,
        in root: borrowing Directory
    ) throws(PublishError) -> GenerationName {
        let name = try makeGeneration(after: plan.live, in: root)
        do throws(PublishError) {
            try fill(name, plan, in: root)
            try handOverNames(plan, in: root)
            try makeNames(plan.names, in: root)
            try commit(name, in: root)
        } catch {
            undo(name, plan.names, in: root)
            throw error
        }
        return name
    }

    /// Step 3, where the plan needs it: nothing is changed.
    ///
    /// - Parameter root: Any directory on the volume's filesystem.
    func check(_ plan: PublishPlan, on root: borrowing Directory) throws(PublishError) {
        guard !plan.keepsGeneration else { return }
        let budget = Budget(
            plan.next,
            directories: GenerationPaths.directories(of: plan.next.files).count,
            links: plan.names.addedLinks.count + plan.names.addedMountPoints.count,
            pageSize: pageSize
        )
        let filesystem: Filesystem
        do throws(SystemError) { filesystem = try root.filesystem() } catch { throw .system(error) }
        try budget.check(limit: volumeLimit, filesystem: filesystem, target: plan.target.description)
    }
}
