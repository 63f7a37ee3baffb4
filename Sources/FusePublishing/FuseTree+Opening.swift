import Glibc
import LinuxSystem
package import Logging
package import Publishing
import Synchronization
import SystemPackage

extension FuseTree {
    /// Opens the tree at `options.path`: goes on with the mount that the service manager has kept, or mounts anew.
    ///
    /// With the right to mount, the tree is read-only for everybody and file modes are what lets somebody in; otherwise
    /// fusermount3 mounts it for this user alone.
    /// - Parameters:
    ///   - access: Who may open what, and what is noted of it.
    ///   - onUnmount: Called once when the filesystem was unmounted by somebody else.
    /// - Throws: `occupied`, `inUse`, `noFuse` where FUSE cannot be used here, `system`. Nothing was changed then.
    package static func open(
        _ options: TreeOptions,
        connection: consuming FuseConnection,
        access: AccessControl? = nil,
        logger: Logger,
        onUnmount: @escaping @Sendable () -> Void = {}
    ) throws(PublishError) -> FuseTree {
        let manager = connection.manager
        let opening = FuseOpening(
            options: options,
            access: access,
            manager: manager,
            logger: logger,
            onUnmount: onUnmount
        )
        if let kept = connection.take() {
            if let tree = try opening.resume(kept) {
                tree.announceUnannounced()
                return tree
            }
        }
        FuseConnection.letGo(manager)
        return try opening.mount()
    }

    /// Lets go of a connection that another backend has no use for, and of its mount.
    package static func giveUp(
        _ connection: consuming FuseConnection,
        at path: String,
        logger: Logger
    ) throws(PublishError) {
        let manager = connection.manager
        guard connection.take() != nil else { return }
        var made: [String] = []
        let place = try TreePath.make(path, noting: &made)
        // Nobody answers on that mount any more, so it must not be looked at.
        if let mount = try? MountTable.mount(at: place), mount.type == FuseMount.type {
            try StaleMount.unmount(place)
            logger.warning("unmounted the FUSE filesystem of the other backend", metadata: ["path": "\(place)"])
        }
        FuseConnection.letGo(manager)
    }

    /// Ends the tree's use.
    ///
    /// - Parameter handingOver: Whether the mount stays, for the next process to serve; until then whoever reads waits.
    ///   Only where a service manager keeps the connection. Otherwise it is unmounted: whoever has a file open loses it.
    package func close(handingOver: Bool) throws(PublishError) {
        helper.stop()
        if handingOver, manager != nil {
            session.stop()
            arena.leave()
            return
        }
        session.expectEnd()
        do throws(PublishError) {
            if isInPlace { try StaleMount.unmount(path) }
        } catch {
            session.stop()
            throw error
        }
        session.stop()
        FuseConnection.letGo(manager)
        for directory in madeDirectories.reversed() { rmdir(directory) }
    }

    /// Makes a symbolic link outside of volumes, with the directories above it; where one is, it is replaced.
    ///
    /// - Throws: `EINVAL` for a component that is empty, `.`, or starts with `..`; `occupied`.
    package func placeLink(at linkPath: [String], to destination: String) throws(PublishError) {
        guard let name = linkPath.last, linkPath.allSatisfy(VolumeTarget.isName) else {
            throw .system(SystemError("symlinkat", linkPath.joined(separator: "/"), .invalidArgument))
        }
        let change = server.state.withLock { state in
            state.tree.place(name, to: destination, below: linkPath.dropLast(), now: Self.now())
        }
        guard let change else {
            throw .occupied(path: "\(path)/\(linkPath.joined(separator: "/"))", found: "a file")
        }
        announce(change)
    }
}
