import ArgumentParser
import Kubectl

/// `secretd create serviceaccount`
struct CreateServiceAccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serviceaccount",
        abstract: "Make a service account.",
        discussion: """
              secretd create serviceaccount deployer -n blue
              secretd create sa deployer --dry-run=client -o yaml
            """,
        aliases: ["sa"]
    )

    @OptionGroup var options: CreateOptions

    func run() async throws {
        try await options.create(command: "secretd create serviceaccount") { ServiceAccountDraft(name: $0) }
    }
}
