import ArgumentParser
import Kubectl

/// `secretd create namespace`
struct CreateNamespaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "namespace",
        abstract: "Make a namespace.",
        discussion: """
              secretd create namespace blue
              secretd create ns blue --dry-run=client -o yaml
            """,
        aliases: ["ns"]
    )

    @OptionGroup var options: CreateOptions

    func run() async throws {
        try await options.create(command: "secretd create namespace") { NamespaceDraft(name: $0.name) }
    }
}
