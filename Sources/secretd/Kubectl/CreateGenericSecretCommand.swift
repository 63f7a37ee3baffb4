import ArgumentParser
import Kubectl

/// `secretd create secret generic`
struct CreateGenericSecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generic",
        abstract: "Make a Secret from files, directories and literal values.",
        discussion: """
            Values in files do not show in the list of processes and in the shell's history, those of --from-literal do.

              secretd create secret generic db --from-file=password=./password
              secretd create secret generic keys --from-file=./keys/ --append-hash
              secretd create secret generic db --from-env-file=.env
              secretd create secret generic db --from-file=password=<(pass show db)
            """
    )

    @OptionGroup var options: CreateOptions
    @OptionGroup var hash: AppendHashOption
    @OptionGroup var data: DataOptions

    @Option(help: ArgumentHelp("The Secret's type. Default: Opaque.", valueName: "type"))
    var type: String = ""

    func run() async throws {
        let command = "secretd create secret generic"
        let sources = try data.sources(command: command)
        try await options.create(command: command) { name in
            GenericSecretDraft(name: hash.name(name), type: type, sources: sources)
        }
    }
}
