import ArgumentParser
import Kubectl

/// `secretd annotate`.
struct AnnotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotate",
        abstract: "Set, remove or list the annotations of objects.",
        discussion: """
              secretd annotate secret kuard-tls note='who made it'
              secretd annotate secret kuard-tls note-
              secretd annotate secret,configmap -l app=web note=x --overwrite
            """
    )

    @OptionGroup var options: MetadataOptions

    func run() async throws { try await options.run(.annotation, manager: "kubectl-annotate") }
}
