import Agent
import ArgumentParser
import Feeds
import Glibc
import LinuxSystem
import Logging
import Projection
import Publishing
import ServiceLifecycle
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

            Signals: SIGTERM and SIGINT end it, SIGHUP re-reads configuration and manifests.

            Configuration file (all of it optional):
              manifests: [/etc/secretd/manifests]
              volumes: {path: /run/secretd/volumes, size: 256Mi, volumeLimit: 128Mi, allowDisk: false, \
            removeOnExit: false}
              log: {level: info}
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

        let daemon = await Daemon(endingOn: .sigterm, .sigint)
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let tree = try openTree(settings, logger: logger)
        let feed = try ManifestDirectory(paths: settings.manifests, logger: logger)
        let manager = ServiceManager()
        let once = options.once ? OnceService() : nil
        let observers: [(any VolumeObserver)?] = [
            LogObserver(logger: logger), manager.map(ServiceManagerObserver.init), once,
        ]
        let reconciler = Reconciler(
            feeds: [feed],
            publisher: tree,
            layout: NodeLayout(),
            node: .ofThisMachine(),
            observer: Observers(all: observers.compactMap(\.self)),
            now: { Int64(time(nil)) }
        )

        let options = options
        let reload = ReloadService(
            hangups: hangups,
            feed: feed,
            manager: manager,
            logger: logger,
            settings: { try RunCommand.readSettings(options) },
            running: settings
        )
        var services: [any Service] = [reconciler, reload]
        if let interval = manager?.watchdogInterval {
            services.append(WatchdogService(reconciler: reconciler, interval: interval))
        }
        logger.info(
            "starting",
            metadata: ["version": "\(Version.text)", "pid": "\(getpid())", "volumes": "\(settings.volumes)"]
        )
        do {
            try await daemon.run(services, leading: once.map { [$0] } ?? [], logger: logger)
        } catch let error as AgentError {
            throw CommandFailure("\(settings.volumes): \(error)")
        }
        manager?.stopping()

        if options.once { Output.line(StatusTable.text(of: reconciler.snapshot(), now: Int64(time(nil)))) }
        if settings.removeOnExit { try close(tree) }
        logger.info("stopped", metadata: ["files": settings.removeOnExit ? "removed" : "stay"])
        if let once, !once.isAllWell { throw ExitCode(1) }
    }

    private func readSettings() throws(CommandFailure) -> RunSettings {
        try Self.readSettings(options)
    }

    private static func readSettings(_ options: RunOptions) throws(CommandFailure) -> RunSettings {
        let isRoot = geteuid() == 0
        let file = try Configuration.read(explicit: options.config, isRoot: isRoot)
        return try RunSettings(flags: options, file: file, isRoot: isRoot)
    }

    private func openTree(_ settings: RunSettings, logger: Logger) throws(CommandFailure) -> TmpfsTree {
        var tree = TreeOptions(path: settings.volumes)
        tree.size = settings.size
        if let limit = settings.volumeLimit { tree.volumeLimit = limit }
        tree.allowDisk = settings.allowDisk
        do throws(PublishError) {
            return try TmpfsTree.open(tree, logger: logger)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    private func close(_ tree: TmpfsTree) throws(CommandFailure) {
        do throws(PublishError) {
            try tree.close(removing: true)
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}
