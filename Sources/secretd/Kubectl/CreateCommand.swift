import ArgumentParser

/// `secretd create`: objects from flags, from files that are no manifests, and with -f from manifests.
struct CreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make an object in the daemon's store, or its manifest.",
        discussion: """
            With --dry-run=client nothing is asked of the daemon: what would be sent is only printed.

              secretd create -f secret.yaml
              secretd create secret generic db --from-file=password=./password
              secretd create secret tls web --cert=tls.crt --key=tls.key
              secretd create configmap site --from-file=conf.d/
              secretd create namespace blue --dry-run=client -o yaml
            """,
        subcommands: [
            CreateSecretCommand.self, CreateConfigMapCommand.self, CreateNamespaceCommand.self,
            CreateServiceAccountCommand.self, CreateFileCommand.self,
        ],
        defaultSubcommand: CreateFileCommand.self
    )
}
