import ArgumentParser
import Glibc
import KubeObjects
import Kubectl
import UnixSignals

/// `secretd status`: what the daemon serves.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what the running daemon serves, and where it has it from.",
        discussion: """
            A line for each volume: state (Served; Partial: something is missing, the rest follows; Stale: the last good \
            files stay; Waiting: there are no files yet; Failed: not written or not removed), the generation that readers \
            see, its files and its age. Below it, where there are notify rules, who was told of which generation: state (told; \
            pending; failed; skipped: there was nobody to tell; adopted: it was there before the rule; refused: a Pod asks for \
            what it may not have). Below that the feeds: how long ago each said something, and how long ago it did with nothing \
            wrong. Never a value.

            -w prints a line for each change until ^C. A Pod none of whose volumes is secretd's is shown with dashes.

            -o json: volumes, each with namespace, pod, volume (not where the Pod has none), sources, state, reason, message, \
            since (of state and reason), generation, its number and servedSince (where files are there), files, bytes; \
            feeds, each with name, heard, whole, problems (severity, origin, message); and notifications, each with rule, action, \
            namespace, pod, volume, generation, state, since, attempts, error. Times are RFC 3339. With -w a line an event: type \
            VOLUME, REMOVED, FEED or SYNCED (all has been told once), and object.

            Exit code: 0 all is served, 1 something is not, the Pod is unknown, or, unless a Pod is named, a feed is not \
            well; 2 wrong usage.

              secretd status
              secretd status web -n prod -o wide
              secretd status -A -o json
              secretd status -w
            """
    )

    @OptionGroup var client: ClientOptions

    @Flag(name: [.customShort("A"), .long], help: "The Pods of all namespaces.")
    var allNamespaces = false

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("More columns, or for machines.", valueName: "wide|json")
    )
    var output: ServedFormat?

    @Flag(name: [.short, .long], help: "Go on with what changes.")
    var watch = false

    @Argument(
        help: ArgumentHelp("One Pod: POD, pod/POD or NAMESPACE/POD.", valueName: "pod"),
        completion: ObjectCompletion.pod
    )
    var pod: String?

    func run() async throws {
        var namespace: String? = allNamespaces ? nil : client.namespace
        var name: String?
        if let pod {
            guard !allNamespaces else {
                throw KubectlError("a Pod cannot be named together with --all-namespaces", code: 2)
            }
            let found = try ServedName.pod(pod, namespace: client.namespace)
            (namespace, name) = (found.namespace, found.pod)
        }
        let client = try client.client()
        let path = ServedStatus.path(namespace: namespace, pod: name, isWatch: watch)
        do {
            if watch {
                try await follow(client, path)
            } else {
                try await show(client, path, pod: name.map { "\(namespace ?? "")/\($0)" })
            }
        } catch let error as ClientError {
            throw KubectlError(error)
        }
    }

    private var table: StatusTable {
        StatusTable(isWide: output == .wide, hasNamespaces: allNamespaces, isColoured: Terminal.hasColours)
    }

    private func show(_ client: APIClient, _ path: String, pod: String?) async throws {
        let answer = try await client.send("GET", path)
        let status = ServedStatus(answer)
        if let pod, status.volumes.isEmpty { throw KubectlError("the daemon knows no Pod \(pod.goQuoted)") }
        if output == .json {
            Output.line(String(decoding: JSONWriter.bytes(of: answer), as: UTF8.self))
        } else {
            if status.volumes.isEmpty { Output.error(Self.nothing(in: allNamespaces ? nil : self.client.namespace)) }
            var (table, feeds) = (table, FeedTable())
            let lines = status.lines(&table, &feeds, now: Int64(time(nil)))
            if !lines.isEmpty { Output.line(lines.joined(separator: "\n")) }
        }
        guard pod == nil ? status.isAllWell : status.areVolumesServed else { throw ExitCode(1) }
    }

    private static func nothing(in namespace: String?) -> String {
        "No volumes found" + (namespace.map { " in \($0) namespace." } ?? ".")
    }

    /// Prints what changes until a signal comes, or nobody reads any more.
    private func follow(_ client: APIClient, _ path: String) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let (table, output) = (table, output)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in signals { return }
            }
            group.addTask {
                var watch = StatusWatch(table)
                var isRead = true
                try await client.stream(path) { event in
                    guard output == .json else {
                        let lines = watch.take(event, now: Int64(time(nil)))
                        if !lines.isEmpty { isRead = Output.line(lines.joined(separator: "\n")) }
                        return isRead
                    }
                    isRead = Output.line(String(decoding: JSONWriter.bytes(of: event), as: UTF8.self))
                    return isRead
                }
                if isRead { throw ClientError.broken(socket: client.socket, "the daemon has ended") }
            }
            try await group.next()
            group.cancelAll()
        }
    }
}
