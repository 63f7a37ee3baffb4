import APIServer
import Agent
import ArgumentParser
import Feeds
import FusePublishing
import Glibc
import KubeObjects
import Kubectl
import LinuxSystem
import Logging
import Notifying
import ObjectStore
import Projection
import Publishing
import ServiceLifecycle
import Synchronization
import UnixSignals

/// `secretd run`: the daemon.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Keep the volumes of all manifests up to date: the daemon.",
        discussion: """
            Reads *.yaml, *.yml and *.json in each manifests directory (Pod, Secret, ConfigMap, ServiceAccount, List) and \
            keeps each secret, configMap, downwardAPI and projected volume of each Pod at \
            DIR/<namespace>/<pod>/<volume>/, on a read-only tmpfs that is never swapped.

            An edit of a manifest is followed at once. A manifest that cannot be read keeps its last good version. When \
            the daemon ends, the files stay (see --remove-on-exit); when it starts again it takes them over unchanged.

            With --backend fuse the daemon serves the files itself, from memory: every key is a regular file whose inode \
            stays, so that watches on files and bind mounts of single keys follow updates, and rules can say who may open \
            what. The files are there while the daemon runs; as a systemd service it survives kill -9 and restarts \
            unnoticed.

            Objects also come from the API: secretd create, apply, replace, delete, or kubectl with what secretd kubeconfig \
            prints. They are kept encrypted in the state directory, by a key that the systemd credential \
            secretd.encryption-key or encryption.keyFile gives, or that is made at the first start. Where a manifest has \
            the same object, the manifest wins.

            Signals: SIGTERM and SIGINT end it, SIGUSR2 ends it for a restart by the service manager, SIGHUP re-reads \
            configuration, access rules and manifests, and opens the audit file anew.

            Configuration file (all of it optional):
              manifests: [/etc/secretd/manifests]
              volumes:
                backend: tmpfs                        # or fuse
                path: /run/secretd/volumes
                size: 256Mi
                volumeLimit: 128Mi
                allowDisk: false
                removeOnExit: false
              state: /var/lib/secretd                 # the store; off: none, no API
              api:
                listen: "127.0.0.1:10443"             # off: the socket alone
                socket: /run/secretd/secretd.sock
                group: secretd
              encryption:
                keyFile: /etc/secretd/key             # not <state>/encryption.key
              log: {level: info}
              access:                                 # with backend fuse; a deny
                rules:                                # wins, an allow closes
                - name: only-nginx                    # to others what it is about
                  effect: allow
                  who: {units: [nginx.service]}
                  what: {pods: [web], keys: ["tls.*"]}
              audit:
                level: denied                         # off, denied or all
                file: /var/log/secretd-audit.log
                rate: 1000
              notify:                                 # also notify.d/*.yaml
              - name: nginx
                what: {pods: [web], volumes: [tls]}   # namespaces, keys
                reloadUnit: nginx.service             # or restartUnit, signal,
                debounce: {quiet: 0s, cap: 0s}        # exec, http; examples/notify
                retry: {attempts: 5}
              unitRequests:                           # what Pods may ask for
              - namespaces: [default]                 # by the annotation
                units: [nginx.service]                # secretd.io/reload-unit
              exec:                                   # secretd exec, by others
                rules:                                # than root
                - name: alice
                  users: [alice]                      # or groups
                  pods: [default/web]
              credentials:                            # LoadCredential=ID:<socket>
                socket: /run/secretd/credentials.sock
                wait: 30s                             # of a unit's start for a volume
                rules:                                # what none allows is refused
                - name: nginx
                  units: [nginx.service]
                  pod: default/web
                  volume: tls                         # all of the Pod's without it
                  keys: ["tls.*"]
                  credentials: {server-key: tls.key}  # credential: file
            """
    )

    @OptionGroup var options: RunOptions

    func run() async throws {
        let settings = try readSettings()
        let logger = Logger(label: "secretd") { _ in LogfmtHandler(level: settings.logLevel.level) }
        do {
            try ProcessHardening.forbidCoreDumps()
        } catch {
            logger.warning("core dumps are not forbidden", metadata: ["error": "\(error)"])
        }

        if options.once, settings.backend == .fuse {
            throw CommandFailure("--once needs --backend tmpfs: with FUSE the files go when the daemon ends", code: 2)
        }
        let kept = ServiceManager.takeKept()
        let daemon = await Daemon(endingOn: .sigterm, .sigint, .sigusr2)
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let manager = ServiceManager()
        let access = try AccessSetup(settings, logger: logger)
        var unmounts = UnmountService()
        let connection = FuseConnection(keptBy: manager, kept)
        let feed = try ManifestDirectory(paths: settings.manifests, logger: logger)
        let api = try await APISetup.open(settings.store, logger: logger)
        let tree = try openTree(settings, connection, access, unmounts.notify, logger: logger)
        let once = options.once ? OnceService() : nil
        let credentials =
            once == nil ? try CredentialSetup(settings.credentials, reader: tree.reader, logger: logger) : nil
        let node = NodeFacts.ofThisMachine()
        let exec = once == nil ? try ExecSetup(settings, node: node, logger: logger) : nil
        let notifier =
            once == nil
            ? Notifier(rules: settings.notify, stateDirectory: settings.store.state, logger: logger) : nil
        if let notifier { api?.book.notifications.withLock { $0 = { notifier.report().map(\.json) } } }
        let observers: [(any VolumeObserver)?] = [
            LogObserver(logger: logger), manager.map(ServiceManagerObserver.init), once,
            api.map { ReportObserver(reporter: $0.reporter) }, api.map { ServedObserver(book: $0.book) },
            credentials?.observer, exec?.observer, notifier.map { NotifyObserver($0, tree: settings.volumes) },
        ]
        var feeds: [any ObjectFeed] = [api?.shown(feed, file: feed.file) ?? feed]
        if let api { feeds.append(StoreFeed(api.store)) }
        api?.book.expect(feeds: feeds.map(\.name))
        let reconciler = Reconciler(
            feeds: feeds,
            publisher: tree.publisher,
            layout: NodeLayout(),
            node: node,
            observer: Observers(all: observers.compactMap(\.self)),
            now: { Int64(time(nil)) }
        )

        exec?.source.follow(reconciler)
        let options = options
        let reload = ReloadService(
            hangups: hangups,
            feed: feed,
            access: access,
            manager: manager,
            logger: logger,
            settings: { try RunCommand.readSettings(options) },
            running: settings,
            credentials: credentials?.server,
            notifier: notifier,
            exec: exec?.server
        )
        unmounts.onUnmount = { reconciler.ping() }
        var services: [any Service] = [reconciler, reload, unmounts] + (once == nil ? api?.services ?? [] : [])
        if let credentials { services.append(credentials.server) }
        if let notifier { services.append(notifier) }
        if let exec { services.append(exec.server) }
        if let interval = manager?.watchdogInterval {
            services.append(WatchdogService(reconciler: reconciler, interval: interval))
        }
        logger.info(
            "starting",
            metadata: ["version": "\(Version.text)", "pid": "\(getpid())", "volumes": "\(settings.volumes)"]
        )
        do {
            try await daemon.run(services, leading: once.map { [$0] } ?? [], logger: logger)
        } catch {
            try? tree.close(.left)
            guard let error = error as? AgentError else { throw error }
            throw CommandFailure("\(settings.volumes): \(error)")
        }
        manager?.stopping()
        try? api?.store.close()

        if options.once { Self.show(reconciler.snapshot()) }
        let end: ServedTree.End =
            settings.removeOnExit ? .removed : daemon.endingSignal == .sigusr2 && manager != nil ? .handedOver : .left
        try tree.close(end)
        access.close()
        logger.info("stopped", metadata: ["files": "\(Self.fate(of: tree, end))"])
        if let once, !once.isAllWell { throw ExitCode(1) }
    }

    private static func show(_ statuses: [VolumeStatus]) {
        guard !statuses.isEmpty else {
            Output.line("No volumes: no manifest has a Pod with a volume that secretd serves.")
            return
        }
        var table = StatusTable(hasNamespaces: true, isColoured: Terminal.hasColours)
        let lines = table.lines(of: statuses.map(ServedVolume.init), now: Int64(time(nil)))
        Output.line(lines.joined(separator: "\n"))
    }

    private func readSettings() throws(CommandFailure) -> RunSettings {
        try Self.readSettings(options)
    }

    private static func readSettings(_ options: RunOptions) throws(CommandFailure) -> RunSettings {
        let isRoot = geteuid() == 0
        let file = try Configuration.read(explicit: options.config, isRoot: isRoot)
        return try RunSettings(flags: options, file: file, isRoot: isRoot)
    }

    private func openTree(
        _ settings: RunSettings,
        _ connection: consuming FuseConnection,
        _ access: AccessSetup,
        _ onUnmount: @escaping @Sendable () -> Void,
        logger: Logger
    ) throws(CommandFailure) -> ServedTree {
        var options = TreeOptions(path: settings.volumes)
        options.size = settings.size
        if let limit = settings.volumeLimit { options.volumeLimit = limit }
        options.allowDisk = settings.allowDisk
        do throws(PublishError) {
            switch settings.backend {
            case .tmpfs:
                try FuseTree.giveUp(connection, at: settings.volumes, logger: logger)
                return .tmpfs(try TmpfsTree.open(options, logger: logger))
            case .fuse:
                let tree = try FuseTree.open(
                    options,
                    connection: connection,
                    access: access.control,
                    logger: logger,
                    onUnmount: onUnmount
                )
                return .fuse(tree)
            }
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// For the log: what the end means for those who read the files.
    private static func fate(of tree: ServedTree, _ end: ServedTree.End) -> String {
        switch (tree, end) {
        case (_, .removed): "removed"
        case (.tmpfs, _): "stay"
        case (.fuse, .handedOver): "wait for the next start"
        case (.fuse, .left): "unmounted"
        }
    }
}
