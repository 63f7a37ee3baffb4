import ArgumentParser
import Containers
import Glibc
import KubeObjects
import Kubectl
import LinuxSystem
import Logging
import Projection
import Publishing

/// `secretd exec`: a command with the mounts and the environment of a container.
struct ExecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command with a container's volumes and environment.",
        discussion: """
            Runs CMD with every volume of the container at its mountPath, read-only and following every change, and with \
            its environment beside your own. Only CMD and what it starts see the mounts: nothing on the machine changes, \
            also where a mountPath is not there. No root is needed. Without CMD the container's own command is run.

              secretd exec web -- nginx -g 'daemon off;'
              secretd exec -f pod.yaml -f secret.yaml -- printenv DB_PASSWORD

            POD is served by the daemon. With -f no daemon is needed: the files are followed for as long as CMD runs. \
            Standalone volumes of other users than root are in memory that may be swapped.

            It waits until all volumes and variables are there. An emptyDir is memory of CMD's own; volumes of other \
            kinds, such as hostPath, are not served, and a container that mounts one is refused. A directory of the \
            machine in which a mount point had to be made up, / too, shows what it held at the start, and takes no new \
            entries; what is below them is as it was.

            --on-update: HUP or another signal goes to CMD when a volume has changed; restart starts CMD again, with \
            SIGTERM, the Pod's terminationGracePeriodSeconds, and SIGKILL. With either, a changed environment restarts.

            Signals go on to CMD, and what CMD has started ends with it. Exit codes: CMD's own, 128 and the number of \
            the signal that ended it, 126 where it cannot be run, 127 where there is none, 1 failed, 2 wrong usage.
            """
    )

    @Option(name: [.customShort("f"), .customLong("filename")], help: "File or directory of manifests. Repeatable.")
    var files: [String] = []

    @Option(name: [.customShort("p"), .long], help: "The Pod in the files, as NAME or NAMESPACE/NAME.")
    var pod: String?

    @Option(name: .shortAndLong, help: "The container. Default: the Pod's default one, or its first.")
    var container: String?

    @Option(name: .shortAndLong, help: "The Pod's namespace. Default: default.")
    var namespace: String?

    @Option(help: "How long to wait for volumes and variables; 0: not at all.")
    var timeout = "60s"

    @Option(help: ArgumentHelp("What a change does: a signal, restart or none.", valueName: "HUP|…|restart|none"))
    var onUpdate = "none"

    @Flag(help: "Run CMD as the container's user and groups, as its securityContext says them. Needs root.")
    var user = false

    @Option(help: .hidden)
    var execSocket: String?

    @Argument(help: ArgumentHelp("The Pod, as NAME or NAMESPACE/NAME, unless there is -f.", valueName: "pod"))
    var servedPod: String?

    @Argument(parsing: .postTerminator, help: ArgumentHelp("The command and its arguments.", valueName: "cmd"))
    var command: [String] = []

    /// Whether the command serves the files by itself.
    var isStandalone: Bool { !files.isEmpty }

    func validate() throws {
        guard UpdatePolicy(onUpdate) != nil else {
            throw ValidationError("--on-update: \(onUpdate) is no signal, restart or none")
        }
        guard let duration = GoDuration.parse(timeout), duration >= .zero else {
            throw ValidationError("--timeout: \(timeout) is no length of time, such as 60s")
        }
        guard isStandalone != (servedPod != nil) else {
            let text = "the command goes behind --, and a Pod of the files is chosen with -p"
            throw ValidationError(isStandalone ? text : "say a POD, or files with -f")
        }
    }

    func run() async throws {
        guard let stage = try ExecStage.result() else { throw CommandFailure("there is no keeper") }
        let box = try NewsBox()
        let source: any ContainerSource = try isStandalone ? await StandaloneSource.start(self, box) : startClient(box)
        let runner = ContainerRunner(try options(), keeper: stage.keeper, box: box, source: source) { text in
            Output.error("secretd: \(text.printable)")
        }
        let code = await withCheckedContinuation { continuation in
            let run: @Sendable () -> Void = { continuation.resume(returning: runner.run(signals: stage.signals)) }
            do throws(SystemError) { try SystemThread.start(run) } catch { continuation.resume(returning: 1) }
        }
        LogQueue.standardError.flush()
        // The command's own code, whatever it is: ArgumentParser's way out would change some.
        Glibc.exit(code)
    }

    private func options() throws -> ContainerRunner.Options {
        let directory = getcwd(nil, 0)
        defer { free(directory) }
        return ContainerRunner.Options(
            words: command,
            policy: UpdatePolicy(onUpdate) ?? .none,
            timeout: GoDuration.parse(timeout) ?? .zero,
            asUser: user,
            variables: ExecStage.variables(),
            directory: directory.map { String(cString: $0) } ?? "/",
            primaryGroup: { user in getpwuid(user).map { $0.pointee.pw_gid } }
        )
    }

    private func startClient(_ box: NewsBox) throws -> any ContainerSource {
        let name = servedPod ?? ""
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        let request = ExecRequest(
            namespace: parts.count == 2 ? parts[0] : namespace ?? "default",
            pod: parts.last ?? name,
            container: container ?? ""
        )
        let path = try execSocket ?? getenv("SECRETD_EXEC_SOCKET").map { String(cString: $0) } ?? Self.defaultSocket()
        let source = try DaemonSource(path: path, request: request, box: box) { ready in
            let object = KubeObject(DocumentNode(ready.pod), as: .pod, log: DecodingLog())
            guard case .pod(let pod) = object, let container = pod.container(named: ready.container) else { return nil }
            return (pod, container)
        }
        try SystemThread.start { source.run() }
        return source
    }

    /// `exec.sock` beside the API's socket.
    private static func defaultSocket() throws(CommandFailure) -> String {
        let socket = "/run/secretd/secretd.sock"
        let api = getenv("SECRETD_SOCKET").map { String(cString: $0) } ?? socket
        guard let slash = api.lastIndex(of: "/") else { return "exec.sock" }
        return api[..<slash] + "/exec.sock"
    }
}
