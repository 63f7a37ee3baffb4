import ArgumentParser
import Glibc
import Kubectl
import LinuxSystem
import Synchronization

/// The command line: one subcommand a file.
@main
struct Secretd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secretd",
        abstract: "Kubernetes secret volumes for any Linux machine.",
        discussion: """
            secretd reads Pod and Secret manifests and keeps every key of a Pod's volumes as a file in memory, on a \
            read-only tmpfs or served through FUSE. When a Secret changes, all files of a volume switch at once, within \
            milliseconds.

              secretd mount -f pod.yaml -f secret.yaml ./out    try it, until ^C
              secretd exec web -- CMD                           a command that sees a Pod's volumes
              secretd run                                       the daemon
              secretd status                                    what it serves
              secretd create, get, describe, apply, edit, …     as kubectl has them
              secretd validate -f pod.yaml                      what is wrong in it

            Exit codes: 0 done, 1 failed, 2 wrong usage.
            """,
        version: Version.text,
        subcommands: [
            RunCommand.self, MountCommand.self, ExecCommand.self, ValidateCommand.self, StatusCommand.self,
            HistoryCommand.self, WatchCommand.self, WaitCommand.self,
            GetCommand.self, DescribeCommand.self, EventsCommand.self, CreateCommand.self, ApplyCommand.self,
            ReplaceCommand.self, PatchCommand.self, LabelCommand.self, AnnotateCommand.self, EditCommand.self,
            DeleteCommand.self, DiffCommand.self, KubeconfigCommand.self, EncryptionCommand.self, BackupCommand.self,
            RestoreCommand.self,
            VersionCommand.self, CredentialHelperCommand.self,
        ]
    )

    static func main() async {
        // A reader that goes away, as of `secretd mount … | head`, must not end the process before it has cleaned up.
        signal(SIGPIPE, SIG_IGN)
        // Whoever started this may have had children reaped by the kernel; here a pid is a child's until it is waited for.
        signal(SIGCHLD, SIG_DFL)
        // Every command reads Secrets. Where the kernel refuses, which it has no reason to, the daemon says so itself.
        try? ProcessHardening.forbidCoreDumps()
        ProcessHardening.forbidCrashReports()
        ExecStage.prepare(for: words(), root: Self.self)
        await run()
        LogQueue.standardError.flush()
    }

    /// Every word that may come first.
    private static var verbs: [String] {
        configuration.subcommands.flatMap { [$0.name] + $0.configuration.aliases } + ["help"]
    }

    /// What was typed behind the program's name. Run under the name of the credential helper, it is that.
    private static var arguments: [String] {
        let typed = Array(CommandLine.arguments.dropFirst())
        let program = CommandLine.arguments.first?.split(separator: "/").last ?? ""
        return program == CredentialHelperCommand.programName
            ? [CredentialHelperCommand.configuration.commandName ?? ""] + typed : typed
    }

    private static func words() -> [String] {
        CommandLineWords.normalised(arguments, root: Self.self)
    }

    private static func run() async {
        do {
            let words = words()
            if let word = words.first, !word.hasPrefix("-"), !verbs.contains(word) {
                let shown = verbs.filter { $0 != CredentialHelperCommand.configuration.commandName }
                Output.error(Suggestion.text(for: word, among: shown))
                Glibc.exit(2)
            }
            var command = try await asyncParseAsRoot(words)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            let code = Output.failure.load(ordering: .relaxed)
            if code != 0 { throw CommandFailure("standard output: \(String(cString: strerror(code)))") }
        } catch let failure as CommandFailure {
            LogQueue.standardError.flush()
            Output.error("secretd: \(failure.message)")
            Glibc.exit(failure.code)
        } catch let failure as KubectlError {
            LogQueue.standardError.flush()
            Output.error(failure.message)
            Glibc.exit(failure.code)
        } catch let error as ClientError {
            LogQueue.standardError.flush()
            Output.error(error.text())
            Glibc.exit(1)
        } catch {
            LogQueue.standardError.flush()
            let code = exitCode(for: error)
            guard code.isSuccess else {
                let message = fullMessage(for: error)
                if !message.isEmpty { Output.error(message) }
                // ArgumentParser says EX_USAGE (64) for wrong usage; the convention of secretd's commands is 2.
                Glibc.exit(code == .validationFailure ? 2 : code.rawValue)
            }
            Output.line(fullMessage(for: error))
        }
    }
}
