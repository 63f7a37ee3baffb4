import ArgumentParser
import Kubectl

/// `secretd create -f`
struct CreateFileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file",
        abstract: "Make the objects of files.",
        discussion: """
            An object that is there already is an error; secretd apply is for those.

              secretd create -f secret.yaml
              secretd create -f manifests/ --dry-run=server
              cat secret.yaml | secretd create -f - -o name
            """,
        shouldDisplay: false
    )

    @OptionGroup var files: FilenameOptions
    @OptionGroup var flags: WriteFlags

    @Option(
        name: [.customShort("l", allowingJoined: true), .long],
        help: "Those of the files' objects with these labels."
    )
    var selector = ""

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Note in the object what secretd apply goes on from.")
    var saveConfig = false

    @OptionGroup var client: ClientOptions

    func run() async throws {
        let options = try flags.options(manager: "kubectl-create")
        var output = try flags.results(options)
        var work = ObjectWork(
            try files.entries(client, validates: options.validation != .ignore, selector: selector),
            nothing: "create"
        )
        let creator = Creator(try client.client(warning: Output.error), options, savesConfiguration: saveConfig)
        await work.run { input async throws(ObjectFailure) in try output.show(try await creator.create(input)) }
        try work.finish()
    }
}
