import APIServer
import ArgumentParser
import Glibc
import KubeObjects
import LinuxSystem
import UnixSignals
import Watching

/// `secretd watch`: a line, or a command, for each change of a volume.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Tell each change of a volume's directory, or run a command for it.",
        usage: """
            secretd watch [-o text|json] [--initial] [--count N] DIR [--exec CMD ARG...]
            secretd watch [-o text|json] [--initial] [--count N] DIR -- CMD ARG...
            """,
        discussion: """
            For volumes of secretd on tmpfs and FUSE, of kubelet, and bind mounts of them; no daemon is needed. All files are \
            read from one generation, and compared by their bytes, mode and owner: files that were only written anew are not \
            told. Of a directory without ..data, what has changed until it is quiet for a tenth of a second is one change.

            A line a change, with the files' names and never a value:
              2026-11-24T21:00:00Z  generation 2026_11_24_21_00_00.3403175871  changed: tls.crt, tls.key  added: ca.crt
            -o json: time, generation, previous (null without ..data), changed, added, removed.

            Changes that come faster than they can be read are told as one; the last one is always told. A directory that is \
            not there yet, or goes, is waited for, which standard error says.

            --exec, and --, take all words that follow: a command that runs for each change, without a shell, one at a time; \
            what changes meanwhile is one change for the next run. It learns SECRETD_DIRECTORY, SECRETD_GENERATION, and \
            SECRETD_CHANGED, SECRETD_ADDED and SECRETD_REMOVED: names, a line each. When it fails, standard error says so, \
            and watching goes on.

            Ends at SIGINT and SIGTERM, with exit code 0; a command that runs is sent SIGTERM and waited for; a \
            second signal kills it.

              secretd watch /run/secretd/volumes/default/web/tls --exec nginx -s reload
              secretd watch /etc/web/tls --count 1
            """
    )

    @OptionGroup var output: OutputOption

    @Flag(help: "Begin with what is there: all files as added.")
    var initial = false

    @Option(help: ArgumentHelp("End after so many changes.", valueName: "n"))
    var count: Int?

    @Option(parsing: .remaining, help: ArgumentHelp("Run this for each change.", valueName: "cmd arg..."))
    var exec: [String] = []

    @Argument(help: ArgumentHelp("The volume's directory.", valueName: "dir"), completion: .directory)
    var directory: String

    @Argument(parsing: .postTerminator, help: ArgumentHelp("As --exec.", valueName: "cmd"))
    var command: [String] = []

    mutating func validate() throws {
        if let count, count < 1 { throw ValidationError("--count takes a number above zero") }
        if !exec.isEmpty, !command.isEmpty {
            throw ValidationError("give the command with --exec or after --, not both")
        }
        if exec.isEmpty, CommandLine.arguments.last == "--exec" { throw ValidationError("--exec needs a command") }
    }

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        do throws(SystemError) {
            let loop = try WatchLoop(
                directory,
                command: exec + command,
                isJSON: output.output == .json,
                isInitial: initial,
                count: count
            )
            let stopping = Task {
                for await _ in signals { loop.stop() }
            }
            defer { stopping.cancel() }
            try await loop.run()
        } catch {
            throw CommandFailure("\(directory): \(error)")
        }
    }
}
