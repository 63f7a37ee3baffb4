import ArgumentParser
import Kubectl

/// `secretd apply -f`
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Make the daemon's objects what files say.",
        discussion: """
            What the file no longer says goes; what others have put into an object stays. Of a Secret, the note of what was \
            applied last holds its keys and none of its values.

              secretd apply -f secret.yaml
              secretd apply -R -f manifests/ --dry-run=server
              secretd create secret generic x --from-literal=a=b --dry-run=client -o yaml | secretd apply -f -
              secretd apply --server-side --force-conflicts -f secret.yaml
            """,
        subcommands: [ViewLastAppliedCommand.self]
    )

    @OptionGroup var files: FilenameOptions
    @OptionGroup var flags: WriteFlags

    @Option(
        name: [.customShort("l", allowingJoined: true), .long],
        help: "Those of the files' objects with these labels."
    )
    var selector = ""

    @Flag(
        inversion: .prefixedNo,
        exclusivity: .chooseLast,
        help: "Let the daemon merge; it knows who owns which field."
    )
    var serverSide = false

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "With --server-side: take fields from other owners.")
    var forceConflicts = false

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Remove and make anew what cannot be changed.")
    var force = false

    @OptionGroup var client: ClientOptions

    func run() async throws {
        let usual = serverSide ? ServerSideApplier.manager : Applier.manager
        let options = try flags.options(manager: usual)
        if forceConflicts, !serverSide { throw KubectlError("--force-conflicts only works with --server-side") }
        if serverSide, options.dryRun == .client {
            throw KubectlError(
                "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)"
            )
        }
        if force, serverSide { throw KubectlError("--force cannot be used with --server-side") }
        if force, options.dryRun == .server { throw KubectlError("--dry-run=server cannot be used with --force") }
        var output = try flags.results(options)
        var work = ObjectWork(
            try files.entries(client, validates: options.validation != .ignore, selector: selector),
            nothing: "apply"
        )
        // As kubectl, which reads all files before it begins.
        work.collectInputFailures()

        let api = try client.client(warning: Output.error)
        let applier = Applier(api, options, isForced: force, warn: Output.error)
        let server = ServerSideApplier(api, options, isForced: forceConflicts, warn: Output.error)
        var results: [WriteResult] = []
        await work.run { input async throws(ObjectFailure) in
            let result = serverSide ? try await server.apply(input) : try await applier.apply(input)
            if output.printsObjects { results.append(result) } else { try output.show(result) }
        }
        try output.showTogether(results)
        try work.finish()
    }
}
