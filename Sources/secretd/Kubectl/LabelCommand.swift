import ArgumentParser
import Kubectl

/// `secretd label`.
struct LabelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Set, remove or list the labels of objects.",
        discussion: """
              secretd label secret kuard-tls app=web tier=front
              secretd label secret kuard-tls tier-
              secretd label pods --all checked=yes --overwrite
              secretd label secret/kuard-tls --list
            """
    )

    @OptionGroup var options: MetadataOptions

    func run() async throws { try await options.run(.label, manager: "kubectl-label") }
}
