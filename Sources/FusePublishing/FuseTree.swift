import Glibc
import LinuxSystem
import Logging
package import Projection
package import Publishing
import Synchronization

/// The node's tree of volumes, served from memory by this process as one FUSE filesystem.
///
/// A volume's root has kubelet's layout, and more: each key is a regular file, whose inode stays the same for as long as
/// the key exists, so that a watch on it lives, and a bind mount of it follows.
///
///     <root>/
///       ..2026_11_23_16_20_18.3403175871/   one generation: files that never change
///       ..data -> ..2026_11_23_16_20_18.3403175871
///       ca.crt                              the key's own file: always the newest bytes
///       etc/app.conf
///
/// One publish, in this order:
///
/// 1. Compare. An equal payload changes nothing.
/// 2. Check the budget; write the whole generation to memory that outlives this process.
/// 3. Mark it live there, and switch the tree to it under one lock. This is the commit, for a reader and for whoever
///    takes over after a kill alike.
/// 4. Tell the kernel which attributes and pages are old.
/// 5. Let the events helper make, rename, touch and remove through a writable mount, so that watchers hear of it:
///    `MOVED_TO ..data`, MODIFY and CLOSE_WRITE of each changed key.
/// 6. Tell the kernel which names are gone, mark the generation announced. Whoever takes over after a kill before this
///    does 4 to 6 again.
///
/// Nothing in it asks its own filesystem for anything. Different volumes may be published at the same time.
package final class FuseTree: Publisher {
    let options: TreeOptions
    /// Absolute, without a link in it.
    let path: String
    let arena: Arena
    let server: FuseServer
    let session: FuseSession
    let helper: EventsHelper
    let manager: ServiceManager?
    let logger: Logger
    /// What the tree's root is, for `isInPlace`.
    let identity: Place.Identity
    /// Directories that opening has made, outermost first.
    let madeDirectories: [String]
    /// Keeps others from mounting on the same directory; nil where an earlier process has mounted.
    let lock: DirectoryLock?
    let books: Mutex<Books>

    /// What was published.
    struct Books {
        var volumes: [NameBytes: Book] = [:]
        var nextSequence: UInt64 = 1
    }

    struct Book {
        var live: LiveVolume
        var generation: Generation
    }

    /// - Parameters:
    ///   - madeDirectories: For the mount, outermost first.
    ///   - books: What earlier processes have published.
    init(
        _ opening: FuseOpening,
        at path: String,
        _ parts: FuseOpening.Parts,
        _ arena: Arena,
        madeDirectories: [String] = [],
        books: Books = Books(),
        lock: consuming DirectoryLock?
    ) {
        options = opening.options
        logger = opening.logger
        manager = opening.manager
        self.path = path
        self.arena = arena
        server = parts.server
        session = parts.session
        helper = parts.helper
        identity = parts.identity
        self.madeDirectories = madeDirectories
        self.books = Mutex(books)
        self.lock = lock
    }

    // MARK: Publisher

    package func publish(_ payload: Payload, to target: VolumeTarget) throws(PublishError) -> Outcome {
        try target.check()
        let key = NameBytes(target.description)
        let book = books.withLock { $0.volumes[key] }
        let live = book?.live ?? LiveVolume()
        let plan = PublishPlan(payload, for: target, after: live)
        if plan.isNothing, let generation = live.generation {
            return plan.next.outcome(changed: false, generation: generation)
        }
        do throws(PublishError) {
            let generation = try write(plan, after: book?.generation)
            let outcome = plan.next.outcome(changed: !plan.keepsGeneration, generation: generation.name)
            var state = plan.result(generation.name)
            state.files = generation.files.map(\.live)
            switchTo(generation, after: book?.generation)
            books.withLock { $0.volumes[key] = Book(live: state, generation: generation) }
            return outcome
        } catch {
            throw error.within("\(path)/\(target)")
        }
    }

    package func remove(_ target: VolumeTarget) throws(PublishError) {
        try target.check()
        guard let book = books.withLock({ $0.volumes.removeValue(forKey: NameBytes(target.description)) }) else {
            return
        }
        book.generation.state = .withdrawn
        announce(server.state.withLock { $0.tree.withdraw(target, now: Self.now()) })
        // Until here the record says what has happened, to whoever takes over after a kill.
        withExtendedLifetime(book) {}
    }

    package func inventory() throws(PublishError) -> [VolumeTarget] {
        books.withLock { $0.volumes.values.map(\.generation.target) }
            .sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }

    package var isInPlace: Bool { (try? Place(path).identity()) == identity }

    package func isLive(_ target: VolumeTarget) -> Bool {
        books.withLock { $0.volumes[NameBytes(target.description)] != nil }
    }

    // MARK: One publish

    /// Step 2.
    private func write(_ plan: PublishPlan, after old: Generation?) throws(PublishError) -> Generation {
        try check(plan)
        let now = Self.now()
        let before = Dictionary(
            (old?.files ?? []).map { ($0.live.path, $0.modified) },
            uniquingKeysWith: { _, last in last }
        )
        let files = zip(plan.next.files, plan.next.origins).map { file, origin in
            let last = before[file.path]
            let isSame = origin == .unchanged || origin == .retained
            // A poller sees a later time at each change, whatever the clock does.
            return Generation.File(live: file, modified: isSame ? last ?? now : max(now, (last ?? 0) + 1))
        }
        let name: GenerationName
        if plan.keepsGeneration, let current = plan.live.generation {
            name = current
        } else {
            name = GenerationName(
                seconds: time(nil),
                random: UInt32.random(in: 0...UInt32.max),
                after: plan.live.generation
            )
        }
        let sequence = books.withLock { books in
            defer { books.nextSequence += 1 }
            return books.nextSequence
        }
        do throws(SystemError) {
            return try Record.write(files, named: name, for: plan.target, sequence: sequence, to: arena)
        } catch {
            throw .system(error)
        }
    }

    private func check(_ plan: PublishPlan) throws(PublishError) {
        var budget = Budget(plan.next, directories: 0, links: 0, pageSize: Arena.pageSize)
        // A generation is written anew as a whole.
        budget.newBytes = budget.volumeBytes
        let filesystem = Filesystem(magic: 0, freeBytes: max(0, Self.capacity(options) - arena.used))
        try budget.check(limit: options.volumeLimit, filesystem: filesystem, target: plan.target.description)
    }

    /// The most that all generations together may take, in bytes: half of the memory where the options do not say, as
    /// for a tmpfs.
    static func capacity(_ options: TreeOptions) -> Int {
        options.size ?? sysconf(Int32(_SC_PHYS_PAGES)) / 2 * Arena.pageSize
    }

    /// Steps 3 to 6.
    private func switchTo(_ generation: Generation, after old: Generation?) {
        generation.state = .live
        old?.state = .superseded
        announce(server.state.withLock { $0.tree.commit(generation, now: Self.now()) })
        generation.state = .announced
    }

    /// Steps 4 to 6 of publishes that an earlier process was killed in.
    func announceUnannounced() {
        let generations = books.withLock { $0.volumes.values.map(\.generation) }.filter { $0.state == .live }
        for generation in generations {
            announce(server.state.withLock { $0.tree.announceAgain(generation.target, now: Self.now()) })
            generation.state = .announced
        }
    }

    /// Steps 4 to 6 for any change of the tree.
    func announce(_ change: TreeChange) {
        let changed = Set(change.changedNodes).map(KernelNotice.changed)
        // Files of an older generation before the name of their directory: with it the kernel drops the names in it.
        announcer.carryOut(changed, change.inOrder, change.retired.map(KernelNotice.deleted))
        announcer.carryOut(server.state.withLock { $0.tree.settle(change) }.map(KernelNotice.changed))
    }

    private var announcer: Announcer { Announcer(session: session, helper: helper) }

    /// Nanoseconds since 1970.
    static func now() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
