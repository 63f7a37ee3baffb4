import APIServer
import ArgumentParser
import Kubectl

/// `secretd replace -f`
struct ReplaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace",
        abstract: "Put the objects of files in the place of those that are there.",
        discussion: """
              secretd replace -f secret.yaml
              secretd get secret x -o yaml | sed 's/b2xk/bmV3/' | secretd replace -f -
              secretd replace --force -f pod.yaml
            """
    )

    @OptionGroup var files: FilenameOptions
    @OptionGroup var flags: WriteFlags

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Note in the object what secretd apply goes on from.")
    var saveConfig = false

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Remove the objects first, and make them anew.")
    var force = false

    @Option(help: "With --force: background, foreground or orphan.")
    var cascade: DeleteOptions.Cascade = .background

    @Option(help: ArgumentHelp("With --force: how long a pod may take to end.", valueName: "seconds"))
    var gracePeriod: Int64?

    @Option(help: ArgumentHelp("With --force: how long to wait for objects to go.", valueName: "duration"))
    var timeout: String?

    @OptionGroup var client: ClientOptions

    func run() async throws {
        let options = try flags.options(manager: "kubectl-replace")
        if !force, gracePeriod != nil { throw KubectlError("--grace-period must have --force specified") }
        if !force, timeout != nil { throw KubectlError("--timeout must have --force specified") }
        if force, options.dryRun != .none { throw KubectlError("--dry-run can not be used when --force is set") }
        var output = try flags.results(options)
        let entries = try files.entries(client, validates: options.validation != .ignore)
        let api = try client.client(warning: Output.error)
        let creator = Creator(api, options, savesConfiguration: saveConfig)
        var work = ObjectWork(entries, nothing: force ? "replace" : "")
        var removal: KubectlError?
        if force {
            // Nothing is removed that could not be made anew; kubectl removes what it can read.
            try work.checkInput()
            var trial = ObjectWork(entries, nothing: "")
            await trial.run { input async throws(ObjectFailure) in try await creator.check(input) }
            try trial.finish()
            do { try await remove(entries, api) } catch { removal = error }
        }
        await work.run { input async throws(ObjectFailure) in
            try output.show(force ? try await creator.remake(input) : try await creator.replace(input))
        }
        if let removal { throw removal }
        try work.finish()
    }

    /// Removes all that is there of the files' objects, and waits until it has gone.
    private func remove(_ entries: [InputEntry], _ api: APIClient) async throws(KubectlError) {
        let remover = Remover(api, gracePeriodSeconds: gracePeriod, timeout: try Self.duration(timeout))
        var work = ObjectWork(entries, nothing: "")
        var leaving: [Remover.Leaving] = []
        await work.run { input async throws(ObjectFailure) in
            guard let object = try await remover.remove(input) else { return }
            let kind = input.resource.singular
            Output.line(flags.output == "name" ? "\(kind)/\(input.name)" : "\(kind) \"\(input.name)\" deleted")
            leaving.append(object)
        }
        try work.finish()
        try await remover.wait(for: leaving)
    }

    private static func duration(_ text: String?) throws(KubectlError) -> Duration? {
        guard let text else { return nil }
        guard let duration = GoDuration.parse(text) else { throw KubectlError("invalid --timeout \"\(text)\"") }
        return duration == .zero ? nil : duration
    }
}
