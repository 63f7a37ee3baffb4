import ArgumentParser
import Kubectl

/// `secretd create configmap`
struct CreateConfigMapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "configmap",
        abstract: "Make a ConfigMap from files, directories and literal values.",
        discussion: """
            Values that are no UTF-8 go to binaryData.

              secretd create configmap site --from-file=conf.d/ --from-literal=workers=4
              secretd create configmap site --from-file=nginx.conf=./prod.conf
              secretd create cm site --from-env-file=.env --dry-run=client -o yaml
            """,
        aliases: ["cm"]
    )

    @OptionGroup var options: CreateOptions
    @OptionGroup var hash: AppendHashOption
    @OptionGroup var data: DataOptions

    func run() async throws {
        let command = "secretd create configmap"
        let sources = try data.sources(command: command)
        try await options.create(command: command) { name in
            ConfigMapDraft(name: hash.name(name), sources: sources)
        }
    }
}
