import Agent
import ArgumentParser
import Feeds
import FusePublishing
import Glibc
import KubeObjects
import LinuxSystem
import Logging
import Projection
import Publishing
import ServiceLifecycle
import UnixSignals

/// `secretd mount`: one container's mounts below a directory, for as long as the command runs.
struct MountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mount",
        abstract: "Show a container's volumes under a directory until ^C: for local tests.",
        discussion: """
            Lays the volume mounts of one container out under TARGET by mountPath: `mountPath: /tls` appears as \
            TARGET/tls/. Prints a line for each mount when all are up, follows edits of the given files, one line each, \
            and leaves nothing behind when it ends (^C, SIGTERM, or the terminal closes).

            TARGET is made if it is not there, and must be empty if it is. It is readable for the owner of the directory \
            it covers (or is made in), and for the Pod's fsGroup. No root is needed: for other users the files are served \
            through FUSE, with fusermount3 of the package fuse3, to that user alone. With --backend tmpfs they can be put on \
            a tmpfs that is there, such as $XDG_RUNTIME_DIR.

              secretd mount -f pod.yaml -f secret.yaml ./out
            """
    )

    @Option(name: [.customShort("f"), .customLong("filename")], help: "File or directory of manifests. Repeatable.")
    var files: [String]

    @Option(name: .shortAndLong, help: "The Pod, as NAME or NAMESPACE/NAME. Needed where the files have several.")
    var pod: String?

    @Option(name: .shortAndLong, help: "The container. Default: the Pod's first one.")
    var container: String?

    @Option(help: "auto, tmpfs or fuse. auto is tmpfs for root and FUSE for anyone else.")
    var backend = MountBackend.auto

    @Flag(
        help: """
            Mount even where no tmpfs can be mounted and TARGET is on a disk: keys will be written to that disk in \
            plaintext, and can be read from it after they are deleted.
            """
    )
    var allowDisk = false

    @Argument(help: "The directory under which the mounts appear.")
    var target: String

    func run() async throws {
        let logger = Logger(label: "secretd") { _ in LogfmtHandler(level: backend.usesFuse ? .warning : .error) }
        if let pipe = files.first(where: { $0 == "-" || $0.hasPrefix("/dev/fd/") || $0.hasPrefix("/proc/self/fd/") }) {
            throw CommandFailure("mount follows its files, and \(pipe) can be read only once; give a file", code: 2)
        }
        let (pod, container) = try ContainerChoice(pod: pod, container: container).choose(from: files)
        if let mount = container.volumeMounts.first(where: { !$0.subPathExpr.isEmpty }) {
            throw CommandFailure("\(mount.mountPath): subPathExpr is not supported here; write the path as subPath")
        }
        let paths = container.volumeMounts.map(\.pathComponents)
        if let twice = container.volumeMounts.first(where: { mount in
            paths.count { $0 == mount.pathComponents } > 1
        }) {
            throw CommandFailure("two volumes are mounted at \(twice.mountPath)")
        }
        if let mount = container.volumeMounts.first(where: { $0.pathComponents.isEmpty || $0.leavesRoot }) {
            throw CommandFailure("mountPath \(mount.mountPath) cannot be laid out under TARGET")
        }

        let target = target.count > 1 && target.hasSuffix("/") ? String(target.dropLast()) : target
        let daemon = await Daemon(endingOn: .sigterm, .sigint, .sighup)
        let unmounts = UnmountService()
        let tree: ServedTree
        do throws(PublishError) {
            tree = try openTree(for: pod, at: target, unmounts.notify, logger: logger)
        } catch {
            throw CommandFailure("\(error)")
        }
        let result = await Result {
            try await serve(tree, with: daemon, unmounts, pod: pod, container: container, at: target, logger: logger)
        }
        try tree.close(.removed)
        try result.get()
    }

    private func serve(
        _ tree: ServedTree,
        with daemon: Daemon,
        _ unmounts: UnmountService,
        pod: Pod,
        container: Container,
        at target: String,
        logger: Logger
    ) async throws {
        do throws(PublishError) {
            for link in ContainerLayout.links(of: container) {
                try tree.placeLink(at: link.path, to: link.destination)
            }
        } catch {
            throw CommandFailure("\(error)")
        }
        let reconciler = Reconciler(
            feeds: [try ManifestDirectory(paths: files, logger: logger)],
            publisher: tree.publisher,
            layout: ContainerLayout(pod: KubeObject.pod(pod).key, container: container.name),
            node: .ofThisMachine(),
            observer: MountObserver(target: target, pod: pod, container: container),
            sweepDelay: nil,
            now: { Int64(time(nil)) }
        )
        try await daemon.run([reconciler], leading: [unmounts], logger: logger)
    }

    private func openTree(
        for pod: Pod,
        at target: String,
        _ onUnmount: @escaping @Sendable () -> Void,
        logger: Logger
    ) throws(PublishError) -> ServedTree {
        let options = treeOptions(for: pod, at: target)
        guard backend.usesFuse else { return .tmpfs(try TmpfsTree.open(options, logger: logger)) }
        let connection = FuseConnection(keptBy: nil, [])
        return .fuse(
            try FuseTree.open(options, connection: connection, logger: logger) {
                Output.error("secretd: \(target) was unmounted by somebody else")
                onUnmount()
            }
        )
    }

    /// TARGET is the gate here, as the Pod's directory is on a node: for the owner of the directory that it covers, so
    /// that `sudo secretd mount … ./out` shows the files to the person who typed it, and for the Pod's fsGroup.
    private func treeOptions(for pod: Pod, at target: String) -> TreeOptions {
        var options = TreeOptions(path: target)
        options.allowDisk = allowDisk
        let parent = target.contains("/") ? String(target[..<(target.lastIndex(of: "/") ?? target.startIndex)]) : "."
        let covered = FileStatus(following: target) ?? FileStatus(following: parent.isEmpty ? "/" : parent)
        let group = pod.securityContext.fsGroup.map { UInt32(truncatingIfNeeded: $0) }
        // Only root can give a directory away.
        if geteuid() == 0 { options.rootOwner = (covered?.uid ?? geteuid(), group ?? covered?.gid ?? getegid()) }
        options.rootMode = group == nil ? 0o700 : 0o750
        return options
    }
}

extension VolumeMount {
    /// Whether the mountPath has a component that would lead out of TARGET.
    fileprivate var leavesRoot: Bool { pathComponents.contains("..") || pathComponents.first == ".volumes" }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
