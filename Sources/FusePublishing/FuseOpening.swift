import Glibc
import LinuxSystem
import Logging
import Publishing
import Synchronization
import SystemPackage

/// Brings a FUSE tree up, by a new mount or by going on with one that is there.
struct FuseOpening {
    let options: TreeOptions
    let access: AccessControl?
    let manager: ServiceManager?
    let logger: Logger
    let onUnmount: @Sendable () -> Void

    // MARK: A new mount

    func mount() throws(PublishError) -> FuseTree {
        let ground = try FuseGround.prepare(options, logger: logger)
        let (path, made) = (ground.path, ground.made)
        do throws(PublishError) {
            let arena = try system { () throws(SystemError) in try Arena.make(logger: logger) }
            let device = try attach(ground)
            let tree = NodeTree(rootMode: options.rootMode, rootOwner: options.rootOwner, now: FuseTree.now())
            do throws(PublishError) {
                let parts = try start(tree, arena, device.rawValue, .new, path: path)
                if let manager {
                    // The memory alone is of no harm to whoever finds it; the connection alone would be one that nobody serves.
                    manager.keep(arena.descriptor, as: FuseConnection.memoryName)
                    manager.keep(device.rawValue, as: FuseConnection.deviceName)
                    manager.synchronize()
                }
                logger.info("mounted a FUSE filesystem", metadata: ["path": "\(path)"])
                return FuseTree(self, at: path, parts, arena, madeDirectories: made, lock: ground.lock)
            } catch {
                try? StaleMount.unmount(path)
                throw error
            }
        } catch {
            for directory in made.reversed() { rmdir(directory) }
            throw error
        }
    }

    /// Mounts by itself where it may, and by fusermount3 otherwise.
    private func attach(_ ground: borrowing FuseGround) throws(PublishError) -> OwnedFD {
        guard TmpfsMount.isPermitted else { return try attachForUser(ground.path) }
        do throws(SystemError) {
            let device = try FuseMount.openDevice()
            try FuseMount.attach(device.rawValue, on: ground.directory)
            return device
        } catch {
            throw .noFuse(FuseHint.message(for: error))
        }
    }

    private func attachForUser(_ path: String) throws(PublishError) -> OwnedFD {
        do throws(SystemError) {
            // fusermount3 opens it as the user, and says less clearly what is wrong.
            _ = try FuseMount.openDevice()
        } catch {
            throw .noFuse(FuseHint.message(for: error))
        }
        do throws(Fusermount.Failure) {
            return try Fusermount.mount(on: path)
        } catch {
            throw .noFuse(FuseHint.message(for: error))
        }
    }

    // MARK: Going on with a mount

    /// - Returns: Nil where the connection's mount is not at the path any more.
    func resume(_ kept: consuming FuseConnection.Kept) throws(PublishError) -> FuseTree? {
        var made: [String] = []
        let path = try TreePath.make(options.path, noting: &made)
        let mount = try system { () throws(SystemError) in try MountTable.mount(at: path) }
        guard let mount, mount.type == FuseMount.type, mount.source == TmpfsMount.source else {
            logger.warning("the mount that was kept is gone", metadata: ["path": "\(path)"])
            for directory in made.reversed() { rmdir(directory) }
            return nil
        }
        let device = kept.device
        let file = MemoryFile(owning: kept.memory)
        let arena: Arena
        do throws(SystemError) { arena = try Arena(file, logger: logger) } catch { throw .system(error) }
        let found = try system { () throws(SystemError) in try Record.readAll(in: arena) }
            .sorted { $0.sequence < $1.sequence }
        var tree = NodeTree(rootMode: options.rootMode, rootOwner: options.rootOwner, now: FuseTree.now())
        let live = tree.rebuild(from: found, now: FuseTree.now())
        var books = FuseTree.Books()
        // A kill may have come between the two steps of a switch.
        let current = Set(live.map(\.sequence))
        for generation in found where !current.contains(generation.sequence) {
            if generation.state != .withdrawn { generation.state = .superseded }
        }
        for generation in live { books.volumes[NameBytes(generation.target.description)] = .init(generation) }
        books.nextSequence = (found.last?.sequence ?? 0) + 1

        let parts = try start(tree, arena, device.rawValue, .resumed, path: path)
        for id in parts.server.state.withLock({ Array($0.tree.nodes.keys) }) where id != .root {
            parts.server.settleDoubt(about: id, isKnown: parts.session.forgetAttributes)
        }
        // Names that an earlier process had no time to take away.
        let lost = parts.server.state.withLock { $0.tree.lostNames() }
        Announcer(session: parts.session, helper: parts.helper).carryOut(
            lost.files.map(KernelNotice.deleted),
            [],
            lost.names.map(KernelNotice.changed)
        )
        logger.info("went on with the mount", metadata: ["path": "\(path)", "volumes": "\(live.count)"])
        return FuseTree(self, at: path, parts, arena, books: books, lock: nil)
    }

    // MARK: What both need

    struct Parts {
        var server: FuseServer
        var session: FuseSession
        var helper: EventsHelper
        var identity: Place.Identity
    }

    private func start(
        _ tree: consuming NodeTree,
        _ arena: Arena,
        _ device: Int32,
        _ origin: FuseSession.Origin,
        path: String
    ) throws(PublishError) -> Parts {
        do throws(SystemError) {
            let notifier = try KernelNotifier()
            let server = FuseServer(
                tree,
                gatekeeper: access.map { $0 as any Gatekeeper } ?? OpenDoor(),
                stale: notifier.stale,
                checksModes: !TmpfsMount.isPermitted,
                totalBytes: FuseTree.capacity(options),
                usedBytes: { arena.used }
            )
            // fusermount3's mount is the only one, and its owner may want to unmount it.
            let place: Place? = TmpfsMount.isPermitted ? try FuseMount.writablePlace(at: path) : nil
            let identity = try Place(path).identity()
            let connection: OwnedFD? = manager == nil ? nil : try OwnedFD(duplicating: device)
            let helper = EventsHelper(at: place, path, identity, connection: connection, logger: logger) {
                server.helper.store($0, ordering: .relaxed)
            }
            try helper.start()
            let session = try FuseSession(device, origin, server: server, onDisconnect: onUnmount)
            try notifier.start(Announcer(session: session, helper: helper), server)
            return Parts(server: server, session: session, helper: helper, identity: identity)
        } catch {
            throw .system(error)
        }
    }

    private func system<Result: ~Copyable>(
        _ body: () throws(SystemError) -> Result
    ) throws(PublishError) -> Result {
        do throws(SystemError) { return try body() } catch { throw .system(error) }
    }
}

extension FuseTree.Book {
    /// A volume that an earlier process has published.
    init(_ generation: Generation) {
        let files = generation.files.map(\.live)
        let mountPoints = generation.target.mountDirectories
        let live = LiveVolume(
            generation: generation.name,
            files: files,
            group: generation.target.group,
            links: GenerationPaths.links(of: files, except: mountPoints),
            mountPoints: mountPoints
        )
        self.init(live: live, generation: generation)
    }
}
